import type { Schemas } from '@timebank/shared/api/client';
import { Link, useSearch } from 'wouter';
import { usePages } from '../app/api';
import { useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Empty, Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { activityStep, participantStep } from './next';
import { ActivityCard, NextStep } from './parts';

/** What somebody takes part in, and what somebody publishes. */
export default function Mine() {
  const { mine } = useWords().activity;
  const as = new URLSearchParams(useSearch()).get('as') === 'publisher' ? 'publisher' : 'participant';
  const tab = (part: typeof as, name: string) => (
    <Link href={`/mine?as=${part}`} replace aria-current={as === part ? 'page' : undefined} data-main="">
      {name}
    </Link>
  );
  return (
    <Page title={mine.title}>
      <nav className="tabs" aria-label={mine.title}>
        {tab('participant', mine.participant)}
        {tab('publisher', mine.publisher)}
      </nav>
      <List key={as} as={as} />
    </Page>
  );
}

function List({ as }: { as: Schemas['Part'] }) {
  const { activity, common } = useWords();
  const { mine } = activity;
  const found = usePages('/v1/me/activities', { params: { query: { as } } });
  return (
    <Loaded of={found} lines={8}>
      {({ pages }) => {
        const all = pages.flatMap((page) => page.activities);
        if (all.length === 0) {
          return as === 'participant' ? (
            <Empty icon="mine" title={mine.noneParticipant} hint={mine.noneParticipantHint}>
              <LinkButton href="/find" main>
                {activity.find.title}
              </LinkButton>
            </Empty>
          ) : (
            <Empty icon="publish" title={mine.nonePublisher} hint={mine.nonePublisherHint}>
              <LinkButton href="/publish" main>
                {mine.publish}
              </LinkButton>
            </Empty>
          );
        }
        return (
          <>
            {as === 'publisher' && (
              <LinkButton href="/publish" main icon="publish">
                {mine.publish}
              </LinkButton>
            )}
            <ul className="cards">
              {all.map((one) => (
                <One key={one.id} activity={one} as={as} />
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
  );
}

function One({ activity, as }: { activity: Schemas['ActivityDetail']; as: Schemas['Part'] }) {
  const words = useWords().activity;
  const { my_enrolment: enrolment } = activity;
  if (as === 'participant') {
    return (
      <ActivityCard activity={activity} note={enrolment && <p className="why">{words.enrolments[enrolment.state]}</p>}>
        {enrolment && <NextStep step={participantStep(activity, enrolment)} />}
      </ActivityCard>
    );
  }
  const step = activityStep(activity);
  return (
    <ActivityCard
      activity={activity}
      note={<p className="why">{words.people.counts(activity.taken, activity.seats, activity.waitlisted)}</p>}
    >
      {step ? (
        <NextStep step={step} />
      ) : (
        activity.stage !== 'cancelled' && (
          <LinkButton href={`/activities/${activity.id}/people`} main kind="secondary" icon="me">
            {words.detail.manage}
          </LinkButton>
        )
      )}
    </ActivityCard>
  );
}
