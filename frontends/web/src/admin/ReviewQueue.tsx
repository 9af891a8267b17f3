import { changing } from '@timebank/shared/api/actions';
import { type Schemas, unwrap } from '@timebank/shared/api/client';
import { hours } from '@timebank/shared/format/minutes';
import { dateTime, span } from '@timebank/shared/format/time';
import { useState } from 'react';
import { type Act, useAct } from '../app/act';
import { api, useGet, usePages } from '../app/api';
import { useLanguage, useWords } from '../app/words';
import { Button } from '../components/Button';
import { Faults, TextArea } from '../components/Field';
import { useForm } from '../components/form';
import { Empty, Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { Facts, Page } from '../components/Page';
import { Progress } from '../components/Progress';
import { LogOut } from '../member/Me';
import { rewardText, useNameOf } from '../member/parts';
import { Office } from './Office';
import { useAdminWords } from './words';

type Item = Schemas['QueueItem'];

/** What waits for a review at this branch, most pressing first. */
export default function ReviewQueue() {
  const { queue } = useAdminWords();
  const { common } = useWords();
  const found = usePages('/v1/review/queue', { params: { query: {} } });
  // A decision takes its item out of the queue: what became of it is told above the list.
  const act = useAct();
  const [said, setSaid] = useState('');
  return (
    <Page title={queue.title}>
      <Office />
      <Progress of={act.progress} done={said} />
      <Loaded of={found} lines={8}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty icon="check" title={queue.none} hint={queue.noneHint} />;
          return (
            <>
              <p role="status">{queue.waiting(pages[0]?.waiting ?? items.length)}</p>
              <ul className="cards cards-wide">
                {items.map((item) => (
                  <Submission key={`${item.activity.id}.${item.activity.revision}`} item={item} act={act} onSaid={setSaid} />
                ))}
              </ul>
              {found.hasNextPage && (
                <Button kind="secondary" wide busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  {common.more}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
      <LogOut />
    </Page>
  );
}

interface SubmissionProps {
  item: Item;
  act: Act;
  onSaid: (text: string) => void;
}

function Submission({ item, act, onSaid }: SubmissionProps) {
  const { activity: words, common } = useWords();
  const { queue } = useAdminWords();
  const language = useLanguage();
  const nameOf = useNameOf();
  const me = useGet('/v1/me');
  const { activity, assessment, claim } = item;
  const [decision, setDecision] = useState<Schemas['Decision']>('approve');
  const returning = useForm(
    { opinion: '' },
    { opinion: (text) => (text.trim().length >= 2 && text.trim().length <= 95 ? undefined : queue.opinionForm) },
  );
  const decide = (decision: Schemas['Decision'], reason: string) => {
    onSaid(decision === 'approve' ? queue.approved : queue.returned);
    return act.run(['review', activity.id, activity.revision, decision, reason], (key) =>
      unwrap(
        api.POST('/v1/activities/{id}/review', {
          params: { path: { id: activity.id }, header: changing(key) },
          body: { revision: activity.revision, decision, ...(reason ? { reason } : {}) },
        }),
      ),
    );
  };
  const other = claim && claim.member !== me.data?.member ? claim.member : undefined;
  return (
    <li className="card">
      <div className="card-head">
        <h2>{activity.title}</h2>
        <span className={`badge badge-${assessment.verdict === 'green' ? 'good' : 'bad'}`}>
          {queue.verdicts[assessment.verdict]}
        </span>
      </div>
      <p>{activity.summary}</p>
      <Facts
        rows={[
          [words.publisher, nameOf(activity.publisher)],
          [words.find.category, words.categories[activity.category]],
          [words.place, activity.place],
          [words.service, span(activity.service, language)],
          [
            words.detail.coin,
            `${rewardText(words, activity.reward, language)}${activity.terms ? ` · ${words.perSeat(hours(activity.terms.per_seat, language))}` : ''}`,
          ],
          [words.detail.source, words.payers[activity.payer]],
          [words.people.title, words.seats(activity.taken, activity.seats)],
        ]}
      />
      <p className="card-facts">
        <span>{queue.score(assessment.score)}</span>
        <span>{queue.waited(hours(Math.floor(item.waited / 60), language))}</span>
        <span>{queue.decideBy(dateTime(item.decide_by, language))}</span>
        <span className="badge">{queue.priorities[item.priority]}</span>
      </p>
      <h3>{queue.findings}</h3>
      {assessment.findings.length === 0 ? (
        <p>{queue.clean}</p>
      ) : (
        <ul>
          {assessment.findings.map((finding) => (
            <li key={finding.code}>{finding[language]}</li>
          ))}
        </ul>
      )}
      {item.own_case && <Notice tone="info" title={queue.own} />}
      {other !== undefined && <Notice tone="wait" title={queue.claimed(nameOf(other))} />}
      {!item.own_case && other === undefined && decision === 'approve' && (
        <div className="buttons">
          <Button main icon="check" busy={act.busy} onClick={() => void decide('approve', '')}>
            {queue.approve}
          </Button>
          <Button main kind="secondary" onClick={() => setDecision('return')}>
            {queue.giveBack}
          </Button>
        </div>
      )}
      {decision === 'return' && (
        <form
          noValidate
          className="form"
          onSubmit={returning.submit(async ({ opinion }) => {
            await decide('return', opinion.trim());
          })}
        >
          <Faults form={returning} />
          <TextArea bound={returning.bind('opinion')} label={queue.opinion} hint={queue.opinionHint} maxLength={95} />
          <div className="buttons">
            <Button type="submit" main kind="danger" busy={act.busy}>
              {queue.giveBack}
            </Button>
            <Button kind="secondary" onClick={() => setDecision('approve')}>
              {common.cancel}
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
