import { changing, follow, newKey } from '@timebank/shared/api/actions';
import { type Action, type Problem, unwrap } from '@timebank/shared/api/client';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { Button } from '../components/Button';
import { Dialog } from '../components/Dialog';
import { Faults, PasswordField } from '../components/Field';
import { useForm } from '../components/form';
import { Skeleton } from '../components/Loaded';
import { ProblemNotice } from '../components/Notice';
import { type Act, useAct } from './act';
import { api, read, refresh, useGet } from './api';
import { useWords } from './words';

/** What is done with the password: the problem if the branch did not take it. */
type Attempt = (password: string) => Promise<Problem | undefined>;
interface Question {
  attempt: Attempt;
  /** What it is about: who gets what. */
  about?: ReactNode;
}

const Asking = createContext<(question: Question) => void>(() => {});

/** Asks for the transaction password wherever TIME moves, and lets it be set when there is none yet. */
export function Signing({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question>();
  const close = useCallback(() => setQuestion(undefined), []);
  return (
    <Asking value={setQuestion}>
      {children}
      {question && <Ask question={question} onClose={close} />}
    </Asking>
  );
}

function Ask({ question, onClose }: { question: Question; onClose: () => void }) {
  const { sign } = useWords().activity;
  const me = useGet('/v1/me');
  const has = me.data?.has_transaction_password;
  const title = has === false ? sign.setTitle : sign.title;
  return (
    <Dialog title={title} onClose={onClose}>
      {has === undefined ? me.error ? <ProblemNotice problem={me.error} /> : <Skeleton /> : null}
      {has === false && <FirstPassword onSet={question.attempt} onClose={onClose} />}
      {has === true && <Password question={question} onClose={onClose} />}
    </Dialog>
  );
}

/** Sends it on; closes unless the password itself was refused. */
async function pass(attempt: Attempt, password: string, onClose: () => void): Promise<void> {
  const problem = await attempt(password);
  if (problem?.code.startsWith('transaction_password.')) throw problem;
  onClose();
}

function Password({ question, onClose }: { question: Question; onClose: () => void }) {
  const { sign } = useWords().activity;
  const form = useForm({ password: '' }, { password: (text) => (text ? undefined : sign.empty) });
  return (
    <form noValidate onSubmit={form.submit(({ password }) => pass(question.attempt, password, onClose))}>
      {question.about}
      <Faults form={form} />
      <PasswordField bound={form.bind('password')} label={sign.label} autoComplete="off" />
      <p className="hint">{sign.forgotten}</p>
      <Button type="submit" main wide busy={form.busy}>
        {sign.submit}
      </Button>
    </form>
  );
}

/** Puts the owner key on the ledger; the branch takes the password when it is there. */
export async function setFirstPassword(password: string): Promise<void> {
  const params = { header: changing(newKey()) };
  const accepted = await unwrap(api.PUT('/v1/me/transaction-password', { params, body: { transaction_password: password } }));
  if (accepted) await follow(api, accepted);
  await read('/v1/me');
  await refresh();
}

function FirstPassword({ onSet, onClose }: { onSet: Attempt; onClose: () => void }) {
  const { sign } = useWords().activity;
  const form = useForm(
    { password: '', again: '' },
    {
      password: (text) => (text.length >= 6 ? undefined : sign.setForm),
      again: (text, all) => (text === all.password ? undefined : sign.setDiffer),
    },
  );
  return (
    <form
      noValidate
      onSubmit={form.submit(async ({ password }) => {
        await setFirstPassword(password);
        await pass(onSet, password, onClose);
      })}
    >
      <p>{sign.setAbout}</p>
      <Faults form={form} />
      <PasswordField bound={form.bind('password')} label={sign.label} hint={sign.setHint} autoComplete="new-password" />
      <PasswordField bound={form.bind('again')} label={sign.setAgain} autoComplete="new-password" />
      <Button type="submit" main wide busy={form.busy}>
        {sign.setSubmit}
      </Button>
    </form>
  );
}

export interface SignedAct extends Omit<Act, 'run'> {
  /** Asks for the password, sends with it, and calls `onDone` with the final action. */
  run: (what: unknown, send: (key: string, password: string) => Promise<Action>, more?: Asked) => void;
}

interface Asked {
  about?: ReactNode;
  onDone?: (action: Action) => void;
}

/** One button that moves TIME: what it sends carries the transaction password. */
export function useSignedAct(): SignedAct {
  const ask = useContext(Asking);
  const act = useAct();
  const { run } = act;
  const signed = useMemo(
    () =>
      (what: unknown, send: (key: string, password: string) => Promise<Action>, more: Asked = {}) =>
        ask({
          about: more.about,
          attempt: async (password) => {
            let refused: Problem | undefined;
            const action = await run(what, async (key) => {
              try {
                return await send(key, password);
              } catch (problem) {
                refused = problem as Problem;
                throw problem;
              }
            });
            if (action) more.onDone?.(action);
            return refused;
          },
        }),
    [ask, run],
  );
  return { ...act, run: signed };
}
