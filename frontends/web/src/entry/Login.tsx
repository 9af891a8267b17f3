import { unwrap } from '@timebank/shared/api/client';
import { phoneNumber } from '@timebank/shared/format/people';
import { Link, useLocation, useSearch } from 'wouter';
import { useDestination } from '../app/App';
import { api } from '../app/api';
import { beginSession, wasEnded } from '../app/session';
import { useWords } from '../app/words';
import { Button } from '../components/Button';
import { CheckField, ChoiceField, Faults, PasswordField, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Notice } from '../components/Notice';
import { Page } from '../components/Page';
import { ElderQuestion } from './ElderQuestion';

export default function Login() {
  const words = useWords().entry;
  const { login } = words;
  const [, go] = useLocation();
  const said = new URLSearchParams(useSearch()).get('said');
  const form = useForm(
    { role: 'member' as 'member' | 'administrator', phone: '', password: '', keep: false as boolean },
    {
      phone: (text) => (phoneNumber(text) ? undefined : words.register.phoneForm),
      password: (text) => (text ? undefined : words.register.passwordForm),
    },
  );
  const { role } = form.values;
  const destination = useDestination(role === 'administrator' ? '/admin' : '/');
  return (
    <Page title={login.title}>
      <p className="lead">{words.welcome}</p>
      <ElderQuestion />
      {wasEnded() && <Notice tone="wait" title={login.ended} />}
      {said === 'reset' && <Notice tone="good" title={login.reset} />}
      <form
        noValidate
        className="form"
        onSubmit={form.submit(async ({ role, phone, password, keep }) => {
          const body = { phone: phoneNumber(phone) ?? phone, password, role };
          const session = await unwrap(api.POST('/v1/auth/sessions', { body }));
          beginSession({ token: session.token, role: session.role, expiresAt: session.expires_at }, keep && role === 'member');
          go(destination, { replace: true });
        })}
      >
        <Faults form={form} />
        <ChoiceField
          bound={form.bind('role')}
          label={login.as}
          columns
          options={[
            { value: 'member', label: login.member, hint: login.memberHint },
            { value: 'administrator', label: login.administrator, hint: login.administratorHint },
          ]}
        />
        <TextField bound={form.bind('phone')} label={login.phone} type="tel" inputMode="tel" autoComplete="username" />
        <PasswordField bound={form.bind('password')} label={login.password} autoComplete="current-password" />
        {role === 'member' && <CheckField bound={form.bind('keep')} label={login.keep} hint={login.keepHint} />}
        <Button type="submit" main wide busy={form.busy}>
          {login.submit}
        </Button>
      </form>
      <div className="links">
        <Link href="/reset">{login.forgotten}</Link>
        <Link href="/register">{login.register}</Link>
      </div>
    </Page>
  );
}
