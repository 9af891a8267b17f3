import { changing } from '@timebank/shared/api/actions';
import { type Schemas, unwrap } from '@timebank/shared/api/client';
import { hours } from '@timebank/shared/format/minutes';
import { span } from '@timebank/shared/format/time';
import type { Words } from '@timebank/shared/words/zh/index';
import { useState } from 'react';
import { useAct } from '../app/act';
import { api, useGet } from '../app/api';
import { useLiveActivity } from '../app/live';
import { useCodes, useLanguage, useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Dialog } from '../components/Dialog';
import { Faults, TextArea } from '../components/Field';
import { useForm } from '../components/form';
import { Icon } from '../components/Icon';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { Facts, Page, Section } from '../components/Page';
import { Progress } from '../components/Progress';
import { participantStep } from './next';
import { usePaid } from './paid';
import { NextStep, rewardText, Steps, useNameOf, useNumber } from './parts';

type Activity = Schemas['ActivityDetail'];

export default function Detail() {
  const { detail } = useWords().activity;
  const id = useNumber('id');
  useLiveActivity(id);
  const found = useGet('/v1/activities/{id}', { params: { path: { id } } });
  return (
    <Page title={found.data?.title ?? detail.title} back="/find">
      <Loaded of={found} lines={10}>
        {(activity) => <Whole activity={activity} />}
      </Loaded>
    </Page>
  );
}

function Whole({ activity }: { activity: Activity }) {
  const words = useWords().activity;
  const { detail } = words;
  const language = useLanguage();
  const nameOf = useNameOf();
  const length = Math.floor((activity.service.end - activity.service.start) / 60);
  return (
    <>
      <Steps stage={activity.stage} />
      {(activity.stage === 'returned' || activity.stage === 'cancelled') && (
        <Notice tone="bad" title={words.stages[activity.stage]}>
          {activity.reason && (
            <p>
              {detail.reason}
              {': '}
              {activity.reason}
            </p>
          )}
        </Notice>
      )}
      {activity.administered ? <Publisher activity={activity} /> : <Participant activity={activity} />}
      <Section title={detail.about}>
        <p>{activity.summary}</p>
        {activity.text_sha256 && <LongText hash={activity.text_sha256} />}
      </Section>
      <Section title={detail.facts}>
        <Facts
          rows={[
            [words.find.category, words.categories[activity.category]],
            [words.place, activity.place],
            [words.service, `${span(activity.service, language)} (${words.length(hours(length, language))})`],
            [words.registration, span(activity.registration, language)],
            [
              words.people.title,
              `${words.seats(activity.taken, activity.seats)} ${activity.waitlisted ? words.waitlisted(activity.waitlisted) : ''}`,
            ],
            [words.publisher, nameOf(activity.publisher)],
            [words.publish.admission, detail.admission[activity.admission]],
          ]}
        />
      </Section>
      <Section title={detail.coin}>
        <Facts
          rows={[
            [
              rewardText(words, activity.reward, language),
              activity.terms ? words.perSeat(hours(activity.terms.per_seat, language)) : '',
            ],
            [detail.source, words.payers[activity.payer]],
          ]}
        />
        {activity.terms && activity.terms.weight_percent !== 100 && <p>{detail.weight(activity.terms.weight_percent)}</p>}
        {activity.terms && <p className="hint">{detail.held}</p>}
      </Section>
      <Section title={detail.requirements}>
        <Requirements activity={activity} />
      </Section>
    </>
  );
}

function LongText({ hash }: { hash: string }) {
  const text = useGet('/v1/contents/{sha256}', { params: { path: { sha256: hash } }, parseAs: 'text' });
  return <Loaded of={text}>{(text) => <p className="long-text">{text as unknown as string}</p>}</Loaded>;
}

function requirementText(words: Words['activity'], requirement: Schemas['Requirement']): string {
  const say = words.detail.requirement;
  if ('course' in requirement) return say.course(requirement.course.course);
  if ('certificate' in requirement) return say.certificate(requirement.certificate.course);
  if ('stars' in requirement) return say.stars(requirement.stars.min);
  if ('credential' in requirement) return say.credential(requirement.credential.predicate);
  if ('age' in requirement) return say.age(words.ages[requirement.age.min]);
  return say.branch(requirement.branch.branch);
}

/** What somebody must show, and by what is known whether the reader does. */
function Requirements({ activity }: { activity: Activity }) {
  const words = useWords().activity;
  if (activity.requirements.length === 0) return <p>{words.detail.noRequirements}</p>;
  const met = (index: number) => activity.findings?.findings.find((finding) => finding.requirement === index)?.met;
  return (
    <ul className="checklist">
      {activity.requirements.map((requirement, index) => {
        const state = met(index);
        return (
          <li key={JSON.stringify(requirement)}>
            <Icon name={state ? 'check' : state === false ? 'warn' : 'info'} />
            <span>{requirementText(words, requirement)}</span>
            <span className="badge">
              {state ? words.detail.met : state === false ? words.detail.unmet : words.detail.unknown}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const ENROLLABLE: readonly Schemas['Stage'][] = ['approved', 'registration'];
const LEAVABLE: readonly Schemas['EnrolmentState'][] = ['waitlisted', 'enrolled', 'admitted'];

/** What somebody who does not administer it may do. */
function Participant({ activity }: { activity: Activity }) {
  const words = useWords().activity;
  const { detail } = words;
  const codes = useCodes();
  const enrol = useAct();
  const leave = useAct();
  const [asking, setAsking] = useState(false);
  const mine = activity.my_enrolment?.state === 'withdrawn' ? undefined : activity.my_enrolment;
  const path = { id: activity.id };
  const full = activity.taken >= activity.seats;
  const obstacles = activity.obstacles ?? [];

  if (mine) {
    return (
      <Section title={detail.mine}>
        <Progress of={enrol.progress} done={detail.enrolled} />
        <Facts
          rows={[[words.people.title, words.enrolments[mine.state]], mine.reason ? [detail.reason, mine.reason] : undefined]}
        />
        <NextStep step={participantStep(activity, mine)} />
        {mine.state === 'settled' && (
          <LinkButton kind="secondary" href={`/activities/${activity.id}/people/${mine.participant}/receipt`}>
            {detail.receipt}
          </LinkButton>
        )}
        {LEAVABLE.includes(mine.state) && (
          <Button kind="quiet" icon="out" onClick={() => setAsking(true)}>
            {detail.withdraw}
          </Button>
        )}
        {asking && (
          <Dialog title={detail.withdrawAsk} onClose={() => setAsking(false)}>
            <Button
              kind="danger"
              main
              wide
              onClick={() => {
                setAsking(false);
                const send = (key: string) =>
                  unwrap(api.DELETE('/v1/activities/{id}/enrolments/me', { params: { path, header: changing(key) } }));
                void leave.run(['withdraw', activity.id], send);
              }}
            >
              {detail.withdraw}
            </Button>
          </Dialog>
        )}
        <Progress of={leave.progress} done={detail.withdrawn} />
      </Section>
    );
  }
  return (
    <div className="actions">
      <Progress of={leave.progress} done={detail.withdrawn} />
      {obstacles.length > 0 ? (
        <Notice tone="info" title={detail.cannot}>
          <ul>
            {obstacles.map((code) => (
              <li key={code}>{codes[code] ?? code}</li>
            ))}
          </ul>
        </Notice>
      ) : (
        ENROLLABLE.includes(activity.stage) && (
          <>
            {full && <p className="hint">{detail.enrolHint}</p>}
            <Button
              main
              wide
              busy={enrol.busy}
              onClick={() => {
                const send = (key: string) =>
                  unwrap(api.POST('/v1/activities/{id}/enrolments', { params: { path, header: changing(key) }, body: {} }));
                void enrol.run(['enrol', activity.id], send);
              }}
            >
              {full ? detail.enrolWait : detail.enrol}
            </Button>
          </>
        )
      )}
      <Progress of={enrol.progress} done={detail.enrolled} />
    </div>
  );
}

const RUNNING: readonly Schemas['Stage'][] = ['approved', 'registration', 'ready', 'in_progress', 'ended', 'settled'];
const SHOWING: readonly Schemas['Stage'][] = ['ready', 'registration', 'in_progress', 'ended'];
const EDITABLE = [
  'draft',
  'returned',
  'submitted',
  'approved',
  'registration',
  'ready',
] satisfies Schemas['Stage'][] as readonly string[];
const CANCELLABLE: readonly Schemas['Stage'][] = ['draft', 'submitted', 'returned', 'approved', 'registration', 'ready'];

/** What one of its administrators may do. */
function Publisher({ activity }: { activity: Activity }) {
  const words = useWords().activity;
  const { detail, next } = words;
  const submit = usePaid(activity.payer);
  const cancel = usePaid(activity.payer);
  const [asking, setAsking] = useState(false);
  const params = (key: string) => ({ path: { id: activity.id }, header: changing(key) });
  return (
    <div className="actions">
      {activity.stage === 'submitted' && <Notice tone="wait" title={next.waitReview} />}
      {RUNNING.includes(activity.stage) && (
        <LinkButton main wide icon="me" href={`/activities/${activity.id}/people`}>
          {detail.manage}
        </LinkButton>
      )}
      {SHOWING.includes(activity.stage) && (
        <LinkButton main wide icon="camera" kind="secondary" href={`/activities/${activity.id}/code`}>
          {detail.showCode}
        </LinkButton>
      )}
      {(activity.stage === 'draft' || activity.stage === 'returned') && (
        <Button
          main
          wide
          busy={submit.busy}
          onClick={() =>
            submit.run(['submit', activity.id, activity.revision], (key, signature) =>
              unwrap(
                api.POST('/v1/activities/{id}/submission', {
                  params: params(key),
                  body: { revision: activity.revision, ...signature },
                }),
              ),
            )
          }
        >
          {detail.submit}
        </Button>
      )}
      {EDITABLE.includes(activity.stage) && (
        <LinkButton kind="secondary" href={`/publish?edit=${activity.id}`}>
          {detail.edit}
        </LinkButton>
      )}
      <Progress of={submit.progress} done={detail.submitted} />
      {CANCELLABLE.includes(activity.stage) && (
        <Button kind="quiet" icon="close" onClick={() => setAsking(true)}>
          {detail.cancel}
        </Button>
      )}
      {asking && (
        <Cancel
          onClose={() => setAsking(false)}
          onReason={(reason) => {
            setAsking(false);
            cancel.run(['cancel', activity.id, reason], (key, signature) =>
              unwrap(
                api.POST('/v1/activities/{id}/withdrawal', {
                  params: params(key),
                  body: { reason, ...signature },
                }),
              ),
            );
          }}
        />
      )}
      <Progress of={cancel.progress} done={detail.cancelDone} />
    </div>
  );
}

function Cancel({ onClose, onReason }: { onClose: () => void; onReason: (reason: string) => void }) {
  const { detail } = useWords().activity;
  const form = useForm({ reason: '' }, { reason: (text) => (text.trim().length >= 2 ? undefined : detail.cancelReason) });
  return (
    <Dialog title={detail.cancel} onClose={onClose}>
      <form noValidate onSubmit={form.submit(async ({ reason }) => onReason(reason.trim()))}>
        <p>{detail.cancelAsk}</p>
        <Faults form={form} />
        <TextArea bound={form.bind('reason')} label={detail.cancelReason} hint={detail.cancelReasonHint} maxLength={95} />
        <Button type="submit" kind="danger" main wide>
          {detail.cancel}
        </Button>
      </form>
    </Dialog>
  );
}
