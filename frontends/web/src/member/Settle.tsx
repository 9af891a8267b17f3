import { changing } from '@timebank/shared/api/actions';
import { unwrap } from '@timebank/shared/api/client';
import { worth } from '@timebank/shared/format/cost';
import { hours } from '@timebank/shared/format/minutes';
import { api, useGet } from '../app/api';
import { useLanguage, useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { Facts, Page } from '../components/Page';
import { Progress } from '../components/Progress';
import { publisherStep } from './next';
import { usePacks } from './packs';
import { usePaid } from './paid';
import { NextStep, useNameOf } from './parts';
import { type Service, useService } from './service';

/** The payer pays an agreed service: who gets how much, and what that makes of the own balance. */
export default function Settle() {
  const { settle } = useWords().activity;
  const service = useService();
  return (
    <Page title={settle.title} back={`/activities/${service.id}/people`}>
      <Loaded of={service}>{(data) => <Pay service={data} />}</Loaded>
    </Page>
  );
}

function Pay({ service }: { service: Service }) {
  const { settle } = useWords().activity;
  const language = useLanguage();
  const nameOf = useNameOf();
  const me = useGet('/v1/me');
  const { activity, enrolment } = service;
  const act = usePaid(activity.payer);
  const packs = usePacks(activity.branch);
  const { terms, reward } = activity;
  const rules = packs?.find((pack) => pack.version === terms?.pack);
  const receipt = `/activities/${activity.id}/people/${enrolment.participant}/receipt`;
  if (enrolment.state === 'settled') {
    return (
      <>
        <Progress of={act.progress} done={settle.done} />
        {act.progress.at === 'idle' && <Notice tone="good" title={settle.done} />}
        <LinkButton href={receipt} main wide>
          {settle.receipt}
        </LinkButton>
      </>
    );
  }
  const step = publisherStep(activity, enrolment);
  if (step.say !== 'pay' || enrolment.agreed == null || !terms) {
    return (
      <>
        <Notice tone="info" title={settle.mustRate} />
        <NextStep step={step} />
      </>
    );
  }
  const paid =
    rules && Math.min(worth(reward, enrolment.agreed, terms.weight_percent, rules.pack.rounding, terms.earn_cap), terms.per_seat);
  const back = paid === undefined ? undefined : terms.per_seat - paid;
  const path = { id: activity.id, participant: enrolment.participant };
  const own = activity.payer === 'own_balance' && activity.publisher === me.data?.member;
  const facts = (
    <Facts
      rows={[
        [settle.to, nameOf(enrolment.participant)],
        [settle.service, hours(enrolment.agreed, language)],
        paid !== undefined && [settle.amount, <strong key="amount">{hours(paid, language)}</strong>],
        own && back !== undefined && [settle.back, hours(back, language)],
        own && me.data && [settle.before, hours(me.data.balance, language)],
        own && me.data && back !== undefined && [settle.after, hours(me.data.balance + back, language)],
      ]}
    />
  );
  return (
    <>
      {facts}
      {own && <p className="hint">{settle.held}</p>}
      <Progress of={act.progress} done={settle.done} />
      <Button
        main
        wide
        busy={act.busy}
        onClick={() =>
          act.run(
            ['settle', path],
            (key, signature) =>
              unwrap(
                api.POST('/v1/activities/{id}/enrolments/{participant}/settlement', {
                  params: { path, header: changing(key) },
                  body: { ...signature },
                }),
              ),
            { about: facts },
          )
        }
      >
        {settle.submit}
      </Button>
    </>
  );
}
