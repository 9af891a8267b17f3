import { unwrap } from '@timebank/shared/api/client';
import { idNumber, phoneNumber } from '@timebank/shared/format/people';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../app/api';
import { useWords } from '../app/words';
import { Button } from '../components/Button';
import { Faults, PasswordField, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Notice } from '../components/Notice';
import { Page } from '../components/Page';
import { codeFault, idNumberWords, newPasswordFault } from './faults';

/** A new login password: first the phone, then the code that was sent to it. */
export default function Reset() {
  const { reset } = useWords().entry;
  const [phone, setPhone] = useState<string>();
  return (
    <Page title={reset.title} back="/login">
      <p className="lead">{reset.about}</p>
      {phone === undefined ? <Phone onSent={setPhone} /> : <Confirm phone={phone} onOther={() => setPhone(undefined)} />}
    </Page>
  );
}

function Phone({ onSent }: { onSent: (phone: string) => void }) {
  const { reset, register } = useWords().entry;
  const form = useForm({ phone: '' }, { phone: (text) => (phoneNumber(text) ? undefined : register.phoneForm) });
  return (
    <form
      noValidate
      className="form"
      onSubmit={form.submit(async (values) => {
        const phone = phoneNumber(values.phone) ?? '';
        await unwrap(api.POST('/v1/auth/password-resets', { body: { phone } }));
        onSent(phone);
      })}
    >
      <Faults form={form} />
      <TextField bound={form.bind('phone')} label={reset.phone} type="tel" inputMode="tel" autoComplete="username" />
      <Button type="submit" main wide busy={form.busy}>
        {reset.send}
      </Button>
    </form>
  );
}

function Confirm({ phone, onOther }: { phone: string; onOther: () => void }) {
  const { reset, register } = useWords().entry;
  const [, go] = useLocation();
  const form = useForm(
    { code: '', idNumber: '', password: '' },
    {
      code: (text) => codeFault(register, text),
      idNumber: (text) => idNumberWords(register, text),
      password: (text) => newPasswordFault(register, text),
    },
  );
  return (
    <form
      noValidate
      className="form"
      onSubmit={form.submit(async (values) => {
        const body = {
          phone,
          code: values.code.trim(),
          id_number: idNumber(values.idNumber),
          password: values.password,
        };
        await unwrap(api.POST('/v1/auth/password-resets/confirmations', { body }));
        go('/login?said=reset');
      })}
    >
      <Notice tone="info" title={reset.sent} />
      <Faults form={form} />
      <TextField
        bound={form.bind('code')}
        label={reset.code}
        hint={register.codeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
      />
      <TextField bound={form.bind('idNumber')} label={reset.idNumber} autoComplete="off" maxLength={24} />
      <PasswordField
        bound={form.bind('password')}
        label={reset.password}
        hint={register.passwordHint}
        autoComplete="new-password"
      />
      <Button type="submit" main wide busy={form.busy}>
        {reset.submit}
      </Button>
      <Button kind="quiet" onClick={onOther}>
        {reset.other}
      </Button>
    </form>
  );
}
