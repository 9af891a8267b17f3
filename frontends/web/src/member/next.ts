import type { Schemas } from '@timebank/shared/api/client';
import type { Words } from '@timebank/shared/words/zh/index';

type Activity = Schemas['ActivityView'];
type Enrolment = Schemas['EnrolmentView'];
type NextWords = Words['activity']['next'];

/** What somebody has to do or to wait for. */
export interface Step {
  /** A key of the words. */
  say: Exclude<keyof NextWords, 'label' | 'admit'>;
  /** Where it is done, if it is one's own turn. */
  href?: string;
}

/** Seconds before the start from which somebody can check in, as the ledger has it. */
const EARLY = 1_800;

/** Whether somebody who is admitted can check in now. */
export function canCheckIn(activity: Activity, now = Date.now() / 1000): boolean {
  return now >= activity.service.start - EARLY && now < activity.service.end;
}

const place = (enrolment: Enrolment) => `/activities/${enrolment.activity}/people/${enrolment.participant}`;

/** The participant's next step in an activity. */
export function participantStep(activity: Activity, enrolment: Enrolment, now = Date.now() / 1000): Step {
  const at = place(enrolment);
  const checkIn = `/activities/${activity.id}/checkin`;
  switch (enrolment.state) {
    case 'waitlisted':
      return { say: 'waitlisted' };
    case 'enrolled':
      return { say: 'waitAdmission' };
    case 'admitted':
      return canCheckIn(activity, now) ? { say: 'checkIn', href: checkIn } : { say: 'waitStart' };
    case 'attending':
      return { say: 'checkOut', href: checkIn };
    case 'attended':
      if (enrolment.claimed == null) return { say: 'claim', href: `${at}/minutes` };
      return enrolment.score_given == null ? { say: 'rate', href: `${at}/rating` } : { say: 'waitConfirm' };
    case 'disputed':
      return { say: 'dispute' };
    case 'agreed':
      if (enrolment.score_given == null) return { say: 'rate', href: `${at}/rating` };
      return enrolment.score_received == null ? { say: 'waitRate' } : { say: 'waitPay' };
    case 'settled':
      return enrolment.score_given == null ? { say: 'rate', href: `${at}/rating` } : { say: 'done', href: `${at}/receipt` };
    case 'declined':
    case 'withdrawn':
      return { say: 'wait' };
  }
}

/** The publisher's next step with a participant. */
export function publisherStep(activity: Activity, enrolment: Enrolment, now = Date.now() / 1000): Step {
  const at = place(enrolment);
  switch (enrolment.state) {
    case 'waitlisted':
      return { say: 'waitlisted' };
    case 'enrolled':
      return { say: 'toAdmit', href: `/activities/${activity.id}/people` };
    case 'admitted':
      return canCheckIn(activity, now) ? { say: 'checkIn', href: `/activities/${activity.id}/code` } : { say: 'waitStart' };
    case 'attending':
      return { say: 'checkOut', href: `/activities/${activity.id}/code` };
    case 'attended':
      if (enrolment.confirmed == null) return { say: 'confirm', href: `${at}/minutes` };
      return enrolment.score_received == null ? { say: 'rate', href: `${at}/rating` } : { say: 'waitClaim' };
    case 'disputed':
      return { say: 'dispute' };
    case 'agreed':
      if (enrolment.score_received == null) return { say: 'rate', href: `${at}/rating` };
      if (enrolment.score_given == null && activity.terms?.settle_requires_rating !== false) return { say: 'waitRate' };
      return { say: 'pay', href: `${at}/payment` };
    case 'settled':
      return enrolment.score_received == null ? { say: 'rate', href: `${at}/rating` } : { say: 'done', href: `${at}/receipt` };
    case 'declined':
    case 'withdrawn':
      return { say: 'wait' };
  }
}

/** The publisher's next step with the activity itself, before there are participants to look after. */
export function activityStep(activity: Activity): Step | undefined {
  const detail = `/activities/${activity.id}`;
  switch (activity.stage) {
    case 'draft':
      return { say: 'draft', href: detail };
    case 'submitted':
      return { say: 'waitReview' };
    case 'returned':
      return { say: 'returned', href: detail };
    default:
      return undefined;
  }
}

export type StepState = 'done' | 'now' | 'later' | 'stopped';
const ORDER = ['review', 'registration', 'progress', 'ended', 'settled'] as const;

/** The progress bar of an activity: review, registration, service, confirmation, payment. */
export function progress(stage: Schemas['Stage']): { name: (typeof ORDER)[number]; state: StepState }[] {
  const at: Record<Schemas['Stage'], number> = {
    draft: 0,
    submitted: 0,
    returned: 0,
    approved: 1,
    registration: 1,
    ready: 2,
    in_progress: 2,
    ended: 3,
    settled: 5,
    cancelled: 0,
  };
  const here = at[stage];
  const stopped = stage === 'returned' || stage === 'cancelled';
  return ORDER.map((name, index) => ({
    name,
    state: index < here ? 'done' : index > here ? 'later' : stopped ? 'stopped' : 'now',
  }));
}
