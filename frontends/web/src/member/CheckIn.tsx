import { changing } from '@timebank/shared/api/actions';
import { unwrap } from '@timebank/shared/api/client';
import { useAct } from '../app/act';
import { api, useGet } from '../app/api';
import { useLiveActivity } from '../app/live';
import { useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Faults, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { Progress } from '../components/Progress';
import { useNumber } from './parts';
import { Scanner } from './Scanner';

/** A participant checks in or out with the code that is shown on site. */
export default function CheckIn() {
  const { checkin } = useWords().activity;
  const id = useNumber('id');
  useLiveActivity(id);
  const activity = useGet('/v1/activities/{id}', { params: { path: { id } } });
  const act = useAct();
  const form = useForm({ number: '' }, { number: (text) => (seen(text) ? undefined : checkin.numberForm) });
  const send = (body: { code: string } | { number: string }) =>
    act.run(['attend', id, body], (key) =>
      unwrap(api.POST('/v1/activities/{id}/attendance', { params: { path: { id }, header: changing(key) }, body })),
    );
  const done = act.progress.at === 'done' ? act.progress.action.kind : undefined;
  const mine = activity.data?.my_enrolment;
  return (
    <Page title={checkin.title} back={`/activities/${id}`}>
      <Loaded of={activity}>{({ title }) => <p className="lead">{title}</p>}</Loaded>
      {done ? (
        <>
          <Progress of={act.progress} done={done === 'check_out' ? checkin.out : checkin.in} />
          <p>{done === 'check_out' ? checkin.outHint : checkin.inHint}</p>
          {done === 'check_out' && mine && (
            <LinkButton href={`/activities/${id}/people/${mine.participant}/minutes`} main wide>
              {checkin.toMinutes}
            </LinkButton>
          )}
        </>
      ) : (
        <>
          <p>{checkin.about}</p>
          <Scanner onText={(code) => void send({ code })} />
          <form
            noValidate
            className="form"
            onSubmit={form.submit(async ({ number }) => {
              const body = seen(number);
              if (body) await send(body);
            })}
          >
            <Faults form={form} />
            <TextField
              bound={form.bind('number')}
              label={checkin.number}
              hint={checkin.numberHint}
              autoComplete="off"
              maxLength={200}
            />
            <Progress of={act.progress} />
            <Button type="submit" main wide busy={act.busy}>
              {checkin.submit}
            </Button>
          </form>
        </>
      )}
    </Page>
  );
}

/** The eight digits, however they are grouped; or the text of the QR picture, which another program may have read. */
export function seen(text: string): { code: string } | { number: string } | undefined {
  const plain = text.replace(/\s/g, '');
  if (/^TB1\.\d+\.(start|end)\.\d+\.[\w-]+$/.test(plain)) return { code: plain };
  const number = plain.replace(/-/g, '');
  return /^\d{8}$/.test(number) ? { number } : undefined;
}
