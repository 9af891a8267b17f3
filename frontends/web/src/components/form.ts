import { Problem } from '@timebank/shared/api/client';
import { type FormEvent, useId, useRef, useState } from 'react';

type Values = Record<string, string | boolean>;
/** What is wrong with a value; nothing when it is fine. */
type Rules<V extends Values> = { [K in keyof V]?: (value: V[K], values: V) => string | undefined };
type Faults<V extends Values> = Partial<Record<keyof V & string, string>>;

/** A field as it is named and judged. */
export interface Named {
  id: string;
  name: string;
  fault: string | undefined;
}

/** What a field needs of its form. */
export interface Bound<T> extends Named {
  value: T;
  onChange: (value: T) => void;
}

export interface Form<V extends Values> {
  values: V;
  set: (change: Partial<V>) => void;
  bind: <K extends keyof V & string>(name: K) => Bound<V[K]>;
  faults: Faults<V>;
  /** What the branch said against it. */
  problem: Problem | undefined;
  busy: boolean;
  /** Where the summary of faults takes the focus. */
  summary: React.RefObject<HTMLDivElement | null>;
  idOf: (name: string) => string;
  /** Checks everything; sends when nothing is wrong. A second press while it is sent does nothing. */
  submit: (send: (values: V) => Promise<void>) => (event: FormEvent) => void;
  check: (names?: readonly (keyof V & string)[]) => boolean;
  reset: () => void;
}

/** A form: its values, what is wrong with them, and what became of sending it. */
export function useForm<V extends Values>(initial: V, rules: Rules<V>): Form<V> {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults<V>>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const summary = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const idOf = (name: string) => `${prefix}-${name}`;

  const set = (change: Partial<V>) => setValues((before) => ({ ...before, ...change }));
  const faultOf = (name: keyof V & string) => rules[name]?.(values[name], values);
  const check = (names?: readonly (keyof V & string)[]) => {
    const found: Faults<V> = {};
    for (const name of names ?? (Object.keys(values) as (keyof V & string)[])) {
      const fault = faultOf(name);
      if (fault) found[name] = fault;
    }
    setFaults(found);
    const fine = Object.keys(found).length === 0;
    if (!fine) requestAnimationFrame(() => summary.current?.focus());
    return fine;
  };

  return {
    values,
    set,
    faults,
    problem,
    busy,
    summary,
    idOf,
    check,
    bind: (name) => ({
      id: idOf(name),
      name,
      value: values[name],
      fault: faults[name],
      onChange: (value) => {
        set({ [name]: value } as unknown as Partial<V>);
        // What was wrong is looked at again while it is mended, not before it was sent.
        if (faults[name]) {
          const fault = rules[name]?.(value, { ...values, [name]: value });
          setFaults((before) => ({ ...before, [name]: fault }));
        }
      },
    }),
    submit: (send) => (event) => {
      event.preventDefault();
      if (sending.current) return;
      setProblem(undefined);
      if (!check()) return;
      sending.current = true;
      setBusy(true);
      send(values)
        .catch((cause: unknown) => {
          if (!(cause instanceof Problem)) throw cause;
          setProblem(cause);
          requestAnimationFrame(() => summary.current?.focus());
        })
        .finally(() => {
          sending.current = false;
          setBusy(false);
        });
    },
    reset: () => {
      setValues(initial);
      setFaults({});
      setProblem(undefined);
    },
  };
}
