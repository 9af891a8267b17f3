import { changing } from '@timebank/shared/api/actions';
import { type Schemas, unwrap } from '@timebank/shared/api/client';
import { fromHours, hours } from '@timebank/shared/format/minutes';
import { useLocation } from 'wouter';
import { useAct } from '../app/act';
import { api } from '../app/api';
import { useLanguage, useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Faults, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Progress } from '../components/Progress';
import { Facts, Page } from '../components/Page';
import { Loaded } from '../components/Loaded';
import { usePaid } from './paid';
import { type Service, useService } from './service';
import { useNameOf } from './parts';

/** One side says how long a service took. */
export default function Minutes() {
  const { minutes } = useWords().activity;
  const service = useService();
  return (
    <Page title={minutes.title} back={`/activities/${service.id}`}>
      <Loaded of={service}>{(data) => <Form service={data} />}</Loaded>
    </Page>
  );
}

/** Minutes from check-in to check-out. */
function measured({ started, ended }: Schemas['EnrolmentView']): number | undefined {
  return started != null && ended != null ? Math.max(1, Math.floor((ended - started) / 60)) : undefined;
}

function Form({ service }: { service: Service }) {
  const words = useWords().activity;
  const { minutes } = words;
  const language = useLanguage();
  const nameOf = useNameOf();
  const [, go] = useLocation();
  const { activity, enrolment, own } = service;
  const claim = useAct();
  const confirm = usePaid(activity.payer);
  const act = own ? claim : confirm;
  const planned = Math.floor((activity.service.end - activity.service.start) / 60);
  const spent = measured(enrolment);
  // The other side's word is what most people agree with; then what the codes say.
  const start = (own ? enrolment.confirmed : enrolment.claimed) ?? spent ?? planned;
  const form = useForm(
    { hours: String(Math.floor(start / 60)), minutes: String(start % 60) },
    { hours: (h, all) => (fromHours(h, all.minutes) === undefined ? minutes.form : undefined) },
  );
  const said = own ? enrolment.claimed : enrolment.confirmed;
  const path = { id: activity.id, participant: enrolment.participant };
  const rating = `/activities/${activity.id}/people/${enrolment.participant}/rating`;
  const send = (key: string, signature: { transaction_password?: string }, minutes: number) =>
    unwrap(
      api.POST('/v1/activities/{id}/enrolments/{participant}/minutes', {
        params: { path, header: changing(key) },
        body: { minutes, ...signature },
      }),
    );
  const other = own ? undefined : enrolment.claimed;
  if (act.progress.at === 'done' || said != null) {
    return (
      <>
        <Progress of={act.progress} done={minutes.done} />
        <Facts
          rows={[
            said != null && [words.receipt.minutes, hours(said, language)],
            enrolment.agreed != null && [words.enrolments.agreed, hours(enrolment.agreed, language)],
          ]}
        />
        <LinkButton href={rating} main wide>
          {words.next.rate}
        </LinkButton>
      </>
    );
  }
  return (
    <form
      noValidate
      className="form"
      onSubmit={form.submit(async (values) => {
        const number = fromHours(values.hours, values.minutes) ?? 0;
        const what = ['minutes', path, number];
        if (own) {
          const done = await claim.run(what, (key) => send(key, {}, number));
          if (done) go(rating);
        } else {
          confirm.run(what, (key, signature) => send(key, signature, number), { onDone: () => go(rating) });
        }
      })}
    >
      <p className="lead">{own ? minutes.ask : minutes.askOther(nameOf(enrolment.participant))}</p>
      <ul>
        <li>{minutes.planned(hours(planned, language))}</li>
        {spent !== undefined && <li>{minutes.measured(hours(spent, language))}</li>}
        {other != null && <li>{minutes.claimed(hours(other, language))}</li>}
        {activity.terms && <li>{minutes.tolerance(activity.terms.tolerance)}</li>}
      </ul>
      <Faults form={form} />
      <div className="pair">
        <TextField bound={form.bind('hours')} label={minutes.hours} inputMode="numeric" maxLength={3} />
        <TextField bound={form.bind('minutes')} label={minutes.minutes} inputMode="numeric" maxLength={2} />
      </div>
      <Progress of={act.progress} done={minutes.done} />
      <Button type="submit" main wide busy={act.busy}>
        {minutes.submit}
      </Button>
    </form>
  );
}
