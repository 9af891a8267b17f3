import { type ComponentProps, type ReactNode, useState } from 'react';
import { useWords } from '../app/words';
import type { Bound, Form, Named } from './form';
import { Icon } from './Icon';
import { ProblemNotice } from './Notice';

interface Shown {
  label: string;
  hint?: string;
  optional?: boolean;
}

/** Label, hint and fault of a field, tied to it by `aria-describedby`. */
function Frame({ label, hint, optional, bound, children }: Shown & { bound: Named; children: ReactNode }) {
  const { common } = useWords();
  return (
    <div className={bound.fault ? 'field field-wrong' : 'field'}>
      <label htmlFor={bound.id}>
        {label}
        {optional && ' '}
        {optional && <span className="optional">{common.optional}</span>}
      </label>
      {hint && (
        <p className="hint" id={`${bound.id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <Fault bound={bound} />
    </div>
  );
}

function Fault({ bound }: { bound: Named }) {
  if (!bound.fault) return null;
  return (
    <p className="fault" id={`${bound.id}-fault`}>
      <Icon name="warn" />
      <span>{bound.fault}</span>
    </p>
  );
}

function described(bound: Named, hint?: string) {
  const ids = [hint && `${bound.id}-hint`, bound.fault && `${bound.id}-fault`].filter(Boolean).join(' ');
  return { id: bound.id, name: bound.name, 'aria-describedby': ids || undefined, 'aria-invalid': bound.fault ? true : undefined };
}

type Input = Pick<ComponentProps<'input'>, 'type' | 'inputMode' | 'autoComplete' | 'maxLength' | 'min' | 'max' | 'step' | 'list'>;

/** One line of text, a number, a date. */
export function TextField({ bound, label, hint, optional, ...input }: Shown & Input & { bound: Bound<string> }) {
  return (
    <Frame label={label} hint={hint} optional={optional} bound={bound}>
      <input
        type="text"
        {...input}
        {...described(bound, hint)}
        aria-required={!optional}
        value={bound.value}
        onChange={(event) => bound.onChange(event.target.value)}
      />
    </Frame>
  );
}

/** Several lines of text. */
export function TextArea({ bound, label, hint, optional, maxLength }: Shown & { bound: Bound<string>; maxLength?: number }) {
  return (
    <Frame label={label} hint={hint} optional={optional} bound={bound}>
      <textarea
        rows={4}
        maxLength={maxLength}
        {...described(bound, hint)}
        aria-required={!optional}
        value={bound.value}
        onChange={(event) => bound.onChange(event.target.value)}
      />
    </Frame>
  );
}

/** A secret that can be shown while it is typed; pasting and password managers work. */
export function PasswordField({ bound, label, hint, autoComplete }: Shown & { bound: Bound<string>; autoComplete: string }) {
  const { password } = useWords().common;
  const [shown, setShown] = useState(false);
  return (
    <Frame label={label} hint={hint} bound={bound}>
      <div className="with-button">
        <input
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          {...described(bound, hint)}
          aria-required
          value={bound.value}
          onChange={(event) => bound.onChange(event.target.value)}
        />
        <button type="button" className="button button-secondary" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? password.hide : password.show}
        </button>
      </div>
    </Frame>
  );
}

export interface Option<T extends string> {
  value: T;
  label: string;
  hint?: string;
}

/** One of many, as a list that opens. */
export function SelectField<T extends string>({
  bound,
  label,
  hint,
  options,
}: Shown & { bound: Bound<T>; options: readonly Option<T>[] }) {
  return (
    <Frame label={label} hint={hint} bound={bound}>
      <select {...described(bound, hint)} value={bound.value} onChange={(event) => bound.onChange(event.target.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** One of a few, all of them in sight. */
export function ChoiceField<T extends string>({
  bound,
  label,
  options,
  columns,
}: Shown & { bound: Bound<T>; options: readonly Option<T>[]; columns?: boolean }) {
  return (
    <fieldset className={bound.fault ? 'field field-wrong' : 'field'} id={bound.id} tabIndex={-1}>
      <legend>{label}</legend>
      <div className={columns ? 'choices choices-columns' : 'choices'}>
        {options.map((option) => (
          <label key={option.value} className="choice" data-main="">
            <input
              type="radio"
              name={bound.id}
              value={option.value}
              checked={bound.value === option.value}
              onChange={() => bound.onChange(option.value)}
              aria-describedby={bound.fault ? `${bound.id}-fault` : undefined}
            />
            <span>
              <span className="choice-label">{option.label}</span>
              {option.hint && <span className="choice-hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <Fault bound={bound} />
    </fieldset>
  );
}

/** Yes or no. */
export function CheckField({ bound, label, hint }: Shown & { bound: Bound<boolean> }) {
  return (
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          {...described(bound, hint)}
          checked={bound.value}
          onChange={(event) => bound.onChange(event.target.checked)}
        />
        <span>
          <span className="choice-label">{label}</span>
          {hint && (
            <span className="choice-hint" id={`${bound.id}-hint`}>
              {hint}
            </span>
          )}
        </span>
      </label>
    </div>
  );
}

/** What is wrong with a form, at its head, with the focus on it; every fault leads to its field. */
export function Faults<V extends Record<string, string | boolean>>({ form }: { form: Form<V> }) {
  const { common } = useWords();
  const faults = Object.entries(form.faults).filter(([, fault]) => fault) as [string, string][];
  return (
    <div ref={form.summary} tabIndex={-1} className="faults">
      {faults.length > 0 && (
        <div className="notice notice-bad" role="alert">
          <Icon name="warn" />
          <div>
            <p className="notice-title">{faults.length === 1 ? common.problem.oneFault : common.problem.faults(faults.length)}</p>
            <ul>
              {faults.map(([name, fault]) => (
                <li key={name}>
                  <a
                    href={`#${form.idOf(name)}`}
                    onClick={(event) => {
                      event.preventDefault();
                      document.getElementById(form.idOf(name))?.focus();
                    }}
                  >
                    {fault}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {form.problem && <ProblemNotice problem={form.problem} />}
    </div>
  );
}
