import type { Schemas } from '@timebank/shared/api/client';
import { fromLocalText, localText } from '@timebank/shared/format/time';

/** What the publishing screens ask for, as it is typed. */
export type Draft = {
  category: string;
  title: string;
  summary: string;
  place: string;
  /** `datetime-local`, in Shanghai. */
  start: string;
  /** Minutes. */
  length: string;
  deadline: string;
  seats: string;
  /** Minutes of TIME for an hour. */
  reward: string;
  payer: string;
  admission: string;
};

export const DRAFT: Draft = {
  category: '',
  title: '',
  summary: '',
  place: '',
  start: '',
  length: '120',
  deadline: 'start',
  seats: '1',
  reward: '60',
  payer: 'own_balance',
  admission: 'by_administrator',
};

const BEFORE: Record<string, number> = { start: 0, hour: 3_600, day: 86_400 };

/** What the API takes; nothing while the time is not typed. */
export function fieldsOf(draft: Draft, now = Math.floor(Date.now() / 1000)): Schemas['ActivityFields'] | undefined {
  const start = fromLocalText(draft.start);
  if (start === undefined) return undefined;
  const service = { start, end: start + Number(draft.length) * 60 };
  return {
    category: draft.category as Schemas['Category'],
    title: draft.title.trim(),
    summary: draft.summary.trim(),
    place: draft.place.trim(),
    service,
    registration: { start: now, end: start - (BEFORE[draft.deadline] ?? 0) },
    seats: Number(draft.seats),
    reward: { per_hour: { minutes: Number(draft.reward) } },
    payer: draft.payer as Schemas['Payer'],
    admission: draft.admission as Schemas['Admission'],
  };
}

/** What was typed for an activity that is there already. */
export function fromActivity(activity: Schemas['ActivityView']): Draft {
  const { service, registration, reward } = activity;
  const gap = service.start - registration.end;
  return {
    category: activity.category,
    title: activity.title,
    summary: activity.summary,
    place: activity.place,
    start: localText(service.start),
    length: String(Math.floor((service.end - service.start) / 60)),
    deadline: gap >= BEFORE.day! ? 'day' : gap >= BEFORE.hour! ? 'hour' : 'start',
    seats: String(activity.seats),
    reward: String('per_hour' in reward ? reward.per_hour.minutes : 60),
    payer: activity.payer,
    admission: activity.admission,
  };
}

const KEY = 'timebank.draft';

/** Keeps what is typed in this tab: an expired login or a reload loses nothing. */
export function keep(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // It is typed again.
  }
}

export function kept(): Draft | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    return text ? { ...DRAFT, ...(JSON.parse(text) as Partial<Draft>) } : undefined;
  } catch {
    return undefined;
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
