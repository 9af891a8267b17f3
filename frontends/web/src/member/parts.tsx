import type { Schemas } from '@timebank/shared/api/client';
import { hours } from '@timebank/shared/format/minutes';
import { span } from '@timebank/shared/format/time';
import type { Words } from '@timebank/shared/words/zh/index';
import type { ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { useGet } from '../app/api';
import { useLanguage, useWords } from '../app/words';
import { LinkButton } from '../components/Button';
import { Icon } from '../components/Icon';
import { progress, type Step } from './next';

/** The number in the address: `/activities/7`. */
export function useNumber(name: string): number {
  const text = (useParams() as Record<string, string | undefined>)[name] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

/** Minutes of TIME or of service. */
export function Amount({ minutes }: { minutes: number }) {
  return <span className="amount">{hours(minutes, useLanguage())}</span>;
}

/** What a participant gets, in words. */
export function rewardText(words: Words['activity'], reward: Schemas['Reward'], language: 'zh' | 'en'): string {
  return 'per_hour' in reward
    ? words.perHour(hours(reward.per_hour.minutes, language))
    : words.perParticipant(hours(reward.per_participant.minutes, language));
}

const STAGE_TONE: Partial<Record<Schemas['Stage'], string>> = {
  returned: 'bad',
  cancelled: 'bad',
  registration: 'good',
  in_progress: 'good',
  settled: 'plain',
};

/** Where an activity is, as a word. */
export function StageBadge({ stage }: { stage: Schemas['Stage'] }) {
  const { stages } = useWords().activity;
  return <span className={`badge badge-${STAGE_TONE[stage] ?? 'plain'}`}>{stages[stage]}</span>;
}

/** The progress bar that everybody sees. */
export function Steps({ stage }: { stage: Schemas['Stage'] }) {
  const { steps } = useWords().activity;
  return (
    <ol className="steps" aria-label={steps.label}>
      {progress(stage).map(({ name, state }) => (
        <li key={name} className={`step step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="step-sign">
            {state === 'done' ? <Icon name="check" /> : state === 'stopped' ? <Icon name="warn" /> : null}
          </span>
          <span className="step-name">{steps[name]}</span>
          <span className="step-state">{steps[state]}</span>
        </li>
      ))}
    </ol>
  );
}

/** An activity in a list, with what its reader may do next. */
export function ActivityCard({
  activity,
  note,
  level: Heading = 'h2',
  children,
}: {
  activity: Schemas['ActivityView'];
  note?: ReactNode;
  /** By where the list stands: below the title of the screen, or of a part of it. */
  level?: 'h2' | 'h3';
  children?: ReactNode;
}) {
  const words = useWords().activity;
  const language = useLanguage();
  const free = Math.max(0, activity.seats - activity.taken);
  return (
    <li className="card">
      <div className="card-head">
        <Heading>
          <Link href={`/activities/${activity.id}`}>{activity.title}</Link>
        </Heading>
        <StageBadge stage={activity.stage} />
      </div>
      <p className="card-facts">
        <span>{words.categories[activity.category]}</span>
        <span>{activity.place}</span>
      </p>
      <p>{span(activity.service, language)}</p>
      <p className="card-facts">
        <strong>{rewardText(words, activity.reward, language)}</strong>
        <span>{words.seatsFree(free)}</span>
      </p>
      {note}
      {children}
    </li>
  );
}

/** What comes next, and the button that leads there when it is one's own turn. */
export function NextStep({ step }: { step: Step }) {
  const { next } = useWords().activity;
  return (
    <div className="next-step">
      <p>
        <span className="next-label">{next.label}</span> {next[step.say] as string}
      </p>
      {step.href && step.say !== 'done' && (
        <LinkButton href={step.href} main icon="forward">
          {next[step.say] as string}
        </LinkButton>
      )}
    </div>
  );
}

/** How somebody is called: oneself, or the member's number. */
export function useNameOf(): (member: number) => string {
  const { common } = useWords();
  const me = useGet('/v1/me');
  return (member) => (me.data?.member === member ? common.me : common.member(member));
}
