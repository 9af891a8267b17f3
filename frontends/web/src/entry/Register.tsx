import { changing, follow, newKey } from '@timebank/shared/api/actions';
import { Problem, unwrap } from '@timebank/shared/api/client';
import { idNumber, maskPhone, phoneNumber, sampleIdNumber } from '@timebank/shared/format/people';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { api, useGet } from '../app/api';
import { beginSession } from '../app/session';
import { useWords } from '../app/words';
import { Button } from '../components/Button';
import { Faults, PasswordField, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { Page } from '../components/Page';
import { ElderQuestion } from './ElderQuestion';
import { codeFault, idNumberWords, newPasswordFault } from './faults';
import { SendCode } from './SendCode';

export default function Register() {
  const { register } = useWords().entry;
  const site = useGet('/v1/site');
  return (
    <Page title={register.title} back="/login">
      <p className="lead">{register.about}</p>
      <ElderQuestion />
      <Loaded of={site} lines={6}>
        {(site) => <Form asksCode={site.phone_code} asksName={site.name} samples={site.samples} />}
      </Loaded>
      <p>
        {register.haveAccount} <Link href="/login">{useWords().entry.login.title}</Link>
      </p>
    </Page>
  );
}

function Form({ asksCode, asksName, samples }: { asksCode: boolean; asksName: boolean; samples: boolean }) {
  const { register } = useWords().entry;
  const [sentTo, setSentTo] = useState<string>();
  const [waiting, setWaiting] = useState(false);
  // The same registration sent again after a lost answer is the same one.
  const attempt = useRef({ of: '', key: '' });
  const form = useForm(
    { phone: '', code: '', password: '', name: '', idNumber: '' },
    {
      phone: (text) => (phoneNumber(text) ? undefined : register.phoneForm),
      code: (text) => (asksCode ? codeFault(register, text) : undefined),
      password: (text) => newPasswordFault(register, text),
      name: (text) => (!asksName || text.trim() ? undefined : register.nameForm),
      idNumber: (text) => idNumberWords(register, text),
    },
  );
  const sendCode = async () => {
    if (!form.check(['phone'])) return;
    const phone = phoneNumber(form.values.phone) ?? '';
    await unwrap(api.POST('/v1/auth/phone-codes', { body: { phone } }));
    setSentTo(phone);
  };
  return (
    <form
      noValidate
      className="form"
      onSubmit={form.submit(async (values) => {
        const body = {
          phone: phoneNumber(values.phone) ?? '',
          password: values.password,
          id_number: idNumber(values.idNumber),
          ...(asksCode ? { code: values.code.trim() } : {}),
          ...(asksName ? { name: values.name.trim() } : {}),
        };
        const of = JSON.stringify(body);
        if (attempt.current.of !== of) attempt.current = { of, key: newKey() };
        const params = { header: changing(attempt.current.key) };
        try {
          const accepted = await unwrap(api.POST('/v1/auth/registrations', { params, body }));
          setWaiting(true);
          await follow(api, accepted);
        } catch (problem) {
          setWaiting(false);
          // What was refused may be sent again; what may have arrived is the same one.
          if (!(problem instanceof Problem) || !problem.unknownOutcome) attempt.current = { of: '', key: '' };
          throw problem;
        }
        const session = await unwrap(
          api.POST('/v1/auth/sessions', { body: { phone: body.phone, password: body.password, role: 'member' } }),
        );
        // From here the home screen takes over.
        beginSession({ token: session.token, role: session.role, expiresAt: session.expires_at }, false);
      })}
    >
      <Faults form={form} />
      {samples && <Sample set={(idNumber) => form.set({ idNumber })} />}
      <TextField
        bound={form.bind('phone')}
        label={register.phone}
        hint={register.phoneHint}
        type="tel"
        inputMode="tel"
        autoComplete="username"
      />
      {asksCode && (
        <>
          <SendCode again={sentTo !== undefined} send={sendCode} />
          {sentTo && <Notice tone="good" title={register.sent(maskPhone(sentTo))} />}
          <TextField
            bound={form.bind('code')}
            label={register.code}
            hint={register.codeHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
          />
        </>
      )}
      <PasswordField
        bound={form.bind('password')}
        label={register.password}
        hint={register.passwordHint}
        autoComplete="new-password"
      />
      {asksName && <TextField bound={form.bind('name')} label={register.name} hint={register.nameHint} autoComplete="name" />}
      <TextField
        bound={form.bind('idNumber')}
        label={register.idNumber}
        hint={register.idNumberHint}
        autoComplete="off"
        maxLength={24}
      />
      {waiting && <Notice tone="wait" title={register.waiting} />}
      <Button type="submit" main wide busy={form.busy}>
        {register.submit}
      </Button>
    </form>
  );
}

/** Where sample numbers are accepted: nobody has to type a real one. */
function Sample({ set }: { set: (idNumber: string) => void }) {
  const { register } = useWords().entry;
  const fill = () => set(sampleIdNumber(1935 + Math.floor(Math.random() * 60), Math.floor(Math.random() * 1000)));
  return (
    <Notice tone="info" title={register.sample}>
      <Button kind="secondary" onClick={fill}>
        {register.fillSample}
      </Button>
    </Notice>
  );
}
