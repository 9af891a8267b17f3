import type { Schemas } from '@timebank/shared/api/client';
import { describe, expect, it } from 'vitest';
import { activityStep, canCheckIn, participantStep, progress, publisherStep } from './next';

const START = 1_800_000_000;
const activity = (more: Partial<Schemas['ActivityView']> = {}): Schemas['ActivityView'] => ({
  id: 7,
  revision: 1,
  stage: 'registration',
  branch: 1,
  publisher: 3,
  co_administrators: [],
  title: 't',
  summary: 's',
  category: 'medical',
  place: 'p',
  registration: { start: START - 10_000, end: START },
  service: { start: START, end: START + 7_200 },
  seats: 1,
  taken: 0,
  waitlisted: 0,
  reward: { per_hour: { minutes: 60 } },
  payer: 'own_balance',
  admission: 'by_administrator',
  skill: 'plain',
  requirements: [],
  escalation: 'none',
  open: 0,
  settled: 0,
  ...more,
});
const enrolment = (state: Schemas['EnrolmentState'], more: Partial<Schemas['EnrolmentView']> = {}): Schemas['EnrolmentView'] => ({
  activity: 7,
  participant: 12,
  state,
  position: 1,
  no_show: false,
  ...more,
});

describe('the next step', () => {
  it('of a participant leads through the service', () => {
    const step = (state: Schemas['EnrolmentState'], more = {}, now = START) =>
      participantStep(activity(), enrolment(state, more), now);
    expect(step('enrolled')).toEqual({ say: 'waitAdmission' });
    expect(step('admitted', {}, START - 2_000)).toEqual({ say: 'waitStart' });
    expect(step('admitted', {}, START - 1_000)).toEqual({ say: 'checkIn', href: '/activities/7/checkin' });
    expect(step('attending')).toEqual({ say: 'checkOut', href: '/activities/7/checkin' });
    expect(step('attended').href).toBe('/activities/7/people/12/minutes');
    expect(step('attended', { claimed: 120 }).say).toBe('rate');
    expect(step('attended', { claimed: 120, score_given: 5 })).toEqual({ say: 'waitConfirm' });
    expect(step('agreed', { score_given: 5 })).toEqual({ say: 'waitRate' });
    expect(step('agreed', { score_given: 5, score_received: 4 })).toEqual({ say: 'waitPay' });
    expect(step('settled', { score_given: 5 })).toEqual({ say: 'done', href: '/activities/7/people/12/receipt' });
  });

  it('of the publisher leads to the payment', () => {
    const step = (state: Schemas['EnrolmentState'], more = {}, of = activity()) =>
      publisherStep(of, enrolment(state, more), START);
    expect(step('enrolled').say).toBe('toAdmit');
    expect(step('attended').href).toBe('/activities/7/people/12/minutes');
    expect(step('attended', { confirmed: 120 }).say).toBe('rate');
    expect(step('agreed', { score_received: 5 })).toEqual({ say: 'waitRate' });
    expect(step('agreed', { score_received: 5, score_given: 5 })).toEqual({
      say: 'pay',
      href: '/activities/7/people/12/payment',
    });
    const lax = activity({ terms: { settle_requires_rating: false } as Schemas['TermsView'] });
    expect(step('agreed', { score_received: 5 }, lax).say).toBe('pay');
  });

  it('of an activity is the publisher’s until it is approved', () => {
    expect(activityStep(activity({ stage: 'draft' }))?.href).toBe('/activities/7');
    expect(activityStep(activity({ stage: 'submitted' }))).toEqual({ say: 'waitReview' });
    expect(activityStep(activity({ stage: 'in_progress' }))).toBeUndefined();
  });
});

describe('check-in', () => {
  it('is possible from half an hour before the start to the end', () => {
    const at = [START - 1_801, START - 1_800, START + 7_199, START + 7_200];
    expect(at.map((now) => canCheckIn(activity(), now))).toEqual([false, true, true, false]);
  });
});

describe('the progress bar', () => {
  it('has one step that is now, after those that are done', () => {
    expect(progress('in_progress').map(({ state }) => state)).toEqual(['done', 'done', 'now', 'later', 'later']);
    expect(progress('settled').map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done']);
  });

  it('says where it stopped', () => {
    expect(progress('returned')[0]).toEqual({ name: 'review', state: 'stopped' });
  });
});
