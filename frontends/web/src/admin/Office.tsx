import { unwrap } from '@timebank/shared/api/client';
import { clock } from '@timebank/shared/format/time';
import { api, refresh, useGet } from '../app/api';
import { useLanguage } from '../app/words';
import { Button } from '../components/Button';
import { Faults, PasswordField } from '../components/Field';
import { useForm } from '../components/form';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { SendState, useSend } from '../components/SendState';
import { useAdminWords } from './words';

/** Whether the office of this session can sign: unlocks it for a shift, and locks it again. */
export function Office() {
  const { office: words } = useAdminWords();
  const language = useLanguage();
  const me = useGet('/v1/me');
  const [state, run] = useSend();
  const lock = () =>
    run(async () => {
      await unwrap(api.DELETE('/v1/me/office-session'));
      await refresh();
    });
  return (
    <Loaded of={me} lines={1}>
      {({ office }) => {
        if (!office?.in_force) return <Notice tone="info" title={words.notYet} />;
        if (!office.unlocked_until) return <Unlock />;
        return (
          <div className="office">
            <Notice tone="good" title={words.unlocked(clock(office.unlocked_until, language))} />
            <SendState of={state}>
              <Button kind="quiet" busy={state.busy} onClick={() => void lock()}>
                {words.lock}
              </Button>
            </SendState>
          </div>
        );
      }}
    </Loaded>
  );
}

function Unlock() {
  const { office: words } = useAdminWords();
  const form = useForm({ passphrase: '' }, { passphrase: (text) => (text ? undefined : words.empty) });
  return (
    <form
      noValidate
      className="form card"
      onSubmit={form.submit(async ({ passphrase }) => {
        await unwrap(api.POST('/v1/me/office-session', { body: { passphrase } }));
        await refresh();
      })}
    >
      <p>{words.locked}</p>
      <Faults form={form} />
      <PasswordField bound={form.bind('passphrase')} label={words.passphrase} hint={words.passphraseHint} autoComplete="off" />
      <Button type="submit" main busy={form.busy}>
        {words.unlock}
      </Button>
    </form>
  );
}
