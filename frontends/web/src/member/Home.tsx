import type { Schemas } from '@timebank/shared/api/client';
import { useGet } from '../app/api';
import { useLanguage, useWords } from '../app/words';
import { LinkButton } from '../components/Button';
import { Empty, Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { Page, Section } from '../components/Page';
import { activityStep, participantStep, type Step } from './next';
import { ActivityCard, Amount, NextStep } from './parts';

export default function Home() {
  const { home } = useWords();
  const me = useGet('/v1/me', undefined, { refetchInterval: (query) => waiting(query.state.data) });
  return (
    <Page title={home.hello}>
      <Loaded of={me} lines={2}>
        {(me) => (me.member == null ? <Notice tone="wait" title={home.pending} /> : <Balance minutes={me.balance} />)}
      </Loaded>
      <nav className="tiles" aria-label={home.title}>
        <LinkButton href="/find" main icon="find" wide>
          {home.find}
        </LinkButton>
        <LinkButton href="/publish" main icon="publish" wide>
          {home.publish}
        </LinkButton>
        <LinkButton href="/mine" main icon="mine" kind="secondary" wide>
          {home.mine}
        </LinkButton>
        <LinkButton href="/time" main icon="time" kind="secondary" wide>
          {home.time}
        </LinkButton>
      </nav>
      {me.data?.member != null && (
        <>
          <ToDo />
          <Recommended />
        </>
      )}
    </Page>
  );
}

/** A registration that is under way is there within seconds. */
function waiting(me: Schemas['Me'] | undefined): number | false {
  return me && me.member == null ? 1_000 : false;
}

function Balance({ minutes }: { minutes: number }) {
  const { home } = useWords();
  return (
    <p className="balance">
      <span>{home.balance}</span>{' '}
      <strong>
        <Amount minutes={minutes} />
      </strong>
    </p>
  );
}

/** What is one's own turn, in both roles. */
function ToDo() {
  const { home } = useWords();
  const part = useGet('/v1/me/activities', { params: { query: { as: 'participant' } } });
  const own = useGet('/v1/me/activities', { params: { query: { as: 'publisher' } } });
  return (
    <Section title={home.todo}>
      <Loaded of={part}>
        {(part) => <Loaded of={own}>{(own) => <Turns part={part.activities} own={own.activities} />}</Loaded>}
      </Loaded>
    </Section>
  );
}

type Detail = Schemas['ActivityDetail'];

function Turns({ part, own }: { part: Detail[]; own: Detail[] }) {
  const { home } = useWords();
  const turns: { activity: Detail; step: Step }[] = [];
  for (const activity of part) {
    const step = activity.my_enrolment && participantStep(activity, activity.my_enrolment);
    if (step?.href && step.say !== 'done') turns.push({ activity, step });
  }
  for (const activity of own) {
    const step = activityStep(activity);
    if (step?.href) turns.push({ activity, step });
    else if (activity.taken > 0 && !['settled', 'cancelled'].includes(activity.stage))
      turns.push({ activity, step: { say: 'manage', href: `/activities/${activity.id}/people` } });
  }
  if (turns.length === 0) return <Empty icon="check" title={home.noTodo} hint={home.noTodoHint} />;
  return (
    <ul className="cards">
      {turns.slice(0, 5).map(({ activity, step }) => (
        <ActivityCard key={activity.id} activity={activity} level="h3">
          <NextStep step={step} />
        </ActivityCard>
      ))}
    </ul>
  );
}

/** What suits somebody, with the reasons. */
function Recommended() {
  const { home } = useWords();
  const language = useLanguage();
  const found = useGet('/v1/me/recommendations', { params: { query: { limit: 5 } } });
  if (!found.data || found.data.recommendations.length === 0) return null;
  return (
    <Section title={home.recommended}>
      <ul className="cards">
        {found.data.recommendations.map(({ activity, reasons }) => (
          <ActivityCard
            key={activity.id}
            activity={activity}
            level="h3"
            note={
              <p className="why">
                {home.why}
                {': '}
                {reasons
                  .slice(0, 2)
                  .map((reason) => reason[language])
                  .join(' ')}
              </p>
            }
          />
        ))}
      </ul>
    </Section>
  );
}
