import { changing } from '@timebank/shared/api/actions';
import { type Schemas, unwrap } from '@timebank/shared/api/client';
import { hours } from '@timebank/shared/format/minutes';
import { clock } from '@timebank/shared/format/time';
import { useState } from 'react';
import { api, useGet, usePages } from '../app/api';
import { useLiveActivity } from '../app/live';
import { useLanguage, useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Dialog } from '../components/Dialog';
import { Faults, TextArea } from '../components/Field';
import { useForm } from '../components/form';
import { Empty, Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { Progress } from '../components/Progress';
import { canCheckIn, publisherStep } from './next';
import { NextStep, useNameOf, useNumber } from './parts';
import { usePaid } from './paid';

type Activity = Schemas['ActivityDetail'];
type Enrolment = Schemas['EnrolmentView'];

/** Those who take part, for the administrators of an activity. */
export default function People() {
  const words = useWords().activity;
  const { people } = words;
  const { common } = useWords();
  const id = useNumber('id');
  useLiveActivity(id);
  const activity = useGet('/v1/activities/{id}', { params: { path: { id } } });
  const found = usePages('/v1/activities/{id}/enrolments', { params: { path: { id } } });
  return (
    <Page title={people.title} back={`/activities/${id}`}>
      <Loaded of={activity}>
        {(activity) => (
          <>
            <p className="lead">
              {activity.title}
              <br />
              {people.counts(activity.taken, activity.seats, activity.waitlisted)}
            </p>
            <LinkButton kind="secondary" icon="camera" href={`/activities/${id}/code`}>
              {words.detail.showCode}
            </LinkButton>
            <Loaded of={found}>
              {({ pages }) => {
                const all = pages.flatMap((page) => page.enrolments).filter((one) => one.state !== 'withdrawn');
                if (all.length === 0) return <Empty icon="me" title={people.none} hint={people.noneHint} />;
                return (
                  <ul className="cards">
                    {all.map((enrolment) => (
                      <Participant key={enrolment.participant} activity={activity} enrolment={enrolment} />
                    ))}
                  </ul>
                );
              }}
            </Loaded>
            {found.hasNextPage && (
              <Button kind="secondary" wide busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {common.more}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Participant({ activity, enrolment }: { activity: Activity; enrolment: Enrolment }) {
  const words = useWords().activity;
  const { people } = words;
  const language = useLanguage();
  const nameOf = useNameOf();
  const decide = usePaid(activity.payer);
  const attend = usePaid(activity.payer);
  const [declining, setDeclining] = useState(false);
  const path = { id: activity.id, participant: enrolment.participant };
  const params = (key: string) => ({ path, header: changing(key) });
  const { started, ended, claimed, confirmed, agreed, state } = enrolment;
  const record = (side: 'start' | 'end') =>
    attend.run(['attendance', path, side], (key, password) =>
      unwrap(
        api.POST('/v1/activities/{id}/enrolments/{participant}/attendance', {
          params: params(key),
          body: { side, ...password },
        }),
      ),
    );
  return (
    <li className="card">
      <div className="card-head">
        <h2>{nameOf(enrolment.participant)}</h2>
        <span className="badge">{words.enrolments[state]}</span>
      </div>
      <p className="card-facts">
        {started != null && <span>{people.started(clock(started, language))}</span>}
        {ended != null && <span>{people.ended(clock(ended, language))}</span>}
        {agreed == null && claimed != null && <span>{people.claimed(hours(claimed, language))}</span>}
        {agreed == null && confirmed != null && <span>{people.confirmed(hours(confirmed, language))}</span>}
        {agreed != null && <span>{people.agreed(hours(agreed, language))}</span>}
      </p>
      {state === 'enrolled' ? (
        <div className="buttons">
          <Button
            main
            busy={decide.busy}
            onClick={() =>
              decide.run(['admit', path], (key, password) =>
                unwrap(
                  api.POST('/v1/activities/{id}/enrolments/{participant}/admission', {
                    params: params(key),
                    body: { ...password },
                  }),
                ),
              )
            }
          >
            {people.admit}
          </Button>
          <Button kind="secondary" main onClick={() => setDeclining(true)}>
            {people.decline}
          </Button>
        </div>
      ) : (
        <NextStep step={publisherStep(activity, enrolment)} />
      )}
      {state === 'admitted' && canCheckIn(activity) && (
        <Button kind="quiet" busy={attend.busy} onClick={() => record('start')}>
          {people.checkIn}
        </Button>
      )}
      {state === 'attending' && (
        <Button kind="quiet" busy={attend.busy} onClick={() => record('end')}>
          {people.checkOut}
        </Button>
      )}
      <Progress of={decide.progress} />
      <Progress of={attend.progress} />
      {declining && (
        <Decline
          onClose={() => setDeclining(false)}
          onReason={(reason) => {
            setDeclining(false);
            decide.run(['decline', path, reason], (key, password) =>
              unwrap(
                api.POST('/v1/activities/{id}/enrolments/{participant}/decline', {
                  params: params(key),
                  body: { reason, ...password },
                }),
              ),
            );
          }}
        />
      )}
    </li>
  );
}

function Decline({ onClose, onReason }: { onClose: () => void; onReason: (reason: string) => void }) {
  const { people } = useWords().activity;
  const form = useForm({ reason: '' }, { reason: (text) => (text.trim().length >= 2 ? undefined : people.declineReason) });
  return (
    <Dialog title={people.decline} onClose={onClose}>
      <form noValidate onSubmit={form.submit(async ({ reason }) => onReason(reason.trim()))}>
        <Faults form={form} />
        <TextArea bound={form.bind('reason')} label={people.declineReason} maxLength={95} />
        <Button type="submit" kind="danger" main wide>
          {people.declineSend}
        </Button>
      </form>
    </Dialog>
  );
}
