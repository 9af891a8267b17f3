import { changing, newKey } from '@timebank/shared/api/actions';
import { type Schemas, unwrap } from '@timebank/shared/api/client';
import { dateTime } from '@timebank/shared/format/time';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, refresh, useGet } from '../app/api';
import { endSession } from '../app/session';
import { setFirstPassword } from '../app/sign';
import { useLanguage, useWords } from '../app/words';
import { Button } from '../components/Button';
import { Dialog } from '../components/Dialog';
import { Faults, PasswordField } from '../components/Field';
import { useForm } from '../components/form';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { Page, Section } from '../components/Page';
import { SendState, useSend } from '../components/SendState';
import { newPasswordFault } from '../entry/faults';

/** Where somebody is logged in, and the two passwords. */
export default function Security() {
  const { security } = useWords().home;
  return (
    <Page title={security.title} back="/me">
      <Section title={security.password}>
        <LoginPassword />
      </Section>
      <Section title={security.transaction}>
        <TransactionPassword />
      </Section>
      <Section title={security.sessions}>
        <Sessions />
      </Section>
    </Page>
  );
}

function LoginPassword() {
  const { home, entry } = useWords();
  const { security } = home;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const form = useForm(
    { now: '', next: '' },
    {
      now: (text) => (text ? undefined : entry.register.passwordForm),
      next: (text) => newPasswordFault(entry.register, text),
    },
  );
  if (!open) {
    return (
      <>
        {done && <Notice tone="good" title={security.passwordDone} />}
        <Button kind="secondary" onClick={() => setOpen(true)}>
          {security.passwordChange}
        </Button>
      </>
    );
  }
  return (
    <form
      noValidate
      className="form"
      onSubmit={form.submit(async ({ now, next }) => {
        await unwrap(api.POST('/v1/me/step-up', { body: { password: now } }));
        await unwrap(api.PUT('/v1/me/password', { body: { password: next } }));
        form.reset();
        setOpen(false);
        setDone(true);
        await refresh();
      })}
    >
      <Faults form={form} />
      <PasswordField bound={form.bind('now')} label={security.passwordNow} autoComplete="current-password" />
      <PasswordField
        bound={form.bind('next')}
        label={security.passwordNew}
        hint={entry.register.passwordHint}
        autoComplete="new-password"
      />
      <Button type="submit" main busy={form.busy}>
        {security.passwordChange}
      </Button>
    </form>
  );
}

function TransactionPassword() {
  const { security } = useWords().home;
  const { sign } = useWords().activity;
  const me = useGet('/v1/me');
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState<string>();
  const set = me.data?.has_transaction_password ?? false;
  const form = useForm(
    { now: '', next: '', again: '' },
    {
      now: (text) => (text || !set ? undefined : sign.empty),
      next: (text) => (text.length >= 6 ? undefined : sign.setForm),
      again: (text, all) => (text === all.next ? undefined : sign.setDiffer),
    },
  );
  return (
    <Loaded of={me}>
      {() =>
        !open ? (
          <>
            {done && <Notice tone="good" title={done} />}
            <p>
              {set ? security.transactionSet : security.transactionUnset}
              {' · '}
              {security.transactionWhy}
            </p>
            <Button kind="secondary" onClick={() => setOpen(true)}>
              {set ? security.transactionChange : sign.setSubmit}
            </Button>
          </>
        ) : (
          <form
            noValidate
            className="form"
            onSubmit={form.submit(async ({ now, next }) => {
              if (set) {
                const params = { header: changing(newKey()) };
                const body = { transaction_password: next, current_transaction_password: now };
                await unwrap(api.PUT('/v1/me/transaction-password', { params, body }));
              } else {
                await setFirstPassword(next);
              }
              form.reset();
              setOpen(false);
              setDone(set ? security.transactionDone : sign.setDone);
            })}
          >
            <Faults form={form} />
            {set && <PasswordField bound={form.bind('now')} label={security.transactionNow} autoComplete="off" />}
            <PasswordField
              bound={form.bind('next')}
              label={security.transactionNew}
              hint={sign.setHint}
              autoComplete="new-password"
            />
            <PasswordField bound={form.bind('again')} label={sign.setAgain} autoComplete="new-password" />
            <Button type="submit" main busy={form.busy}>
              {set ? security.transactionChange : sign.setSubmit}
            </Button>
          </form>
        )
      }
    </Loaded>
  );
}

function Sessions() {
  const { security } = useWords().home;
  const found = useGet('/v1/me/sessions');
  const [asking, setAsking] = useState(false);
  const [, go] = useLocation();
  const [state, run] = useSend();
  const everywhere = () =>
    run(async () => {
      await unwrap(api.DELETE('/v1/me/sessions'));
      endSession();
      go('/login');
    });
  return (
    <>
      <Loaded of={found}>
        {(sessions) => (
          <ul className="cards">
            {sessions.map((session) => (
              <Session key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
      <SendState of={state}>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {security.endAll}
        </Button>
      </SendState>
      {asking && (
        <Dialog title={security.endAll} onClose={() => setAsking(false)}>
          <p>{security.endAllAsk}</p>
          <Button kind="danger" main wide busy={state.busy} onClick={() => void everywhere()}>
            {security.endAll}
          </Button>
        </Dialog>
      )}
    </>
  );
}

function Session({ session }: { session: Schemas['SessionEntry'] }) {
  const { security } = useWords().home;
  const language = useLanguage();
  const [state, run] = useSend();
  const end = () =>
    run(async () => {
      await unwrap(api.DELETE('/v1/me/sessions/{session}', { params: { path: { session: session.id } } }));
      await refresh();
    });
  return (
    <li className="card">
      <div className="card-head">
        <h3>{security.as[session.role]}</h3>
        {session.current && <span className="badge badge-good">{security.current}</span>}
      </div>
      <p>{security.since(dateTime(session.created_at, language))}</p>
      <p>{security.seen(dateTime(session.seen_at, language))}</p>
      <p>{security.until(dateTime(session.expires_at, language))}</p>
      {!session.current && (
        <SendState of={state}>
          <Button kind="secondary" busy={state.busy} onClick={() => void end()}>
            {security.end}
          </Button>
        </SendState>
      )}
    </li>
  );
}
