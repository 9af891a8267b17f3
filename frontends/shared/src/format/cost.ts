import type { Schemas } from '../api/client';

/** What matters of a branch's rule pack for what a seat is worth, as `GET /v1/branches/{id}/packs` gives it. */
export interface PackRules {
  rounding: 'exact' | { floor: { step: number } } | { nearest: { step: number } };
  weights: { category: string; percent: number; skill?: string | null; band?: string | null }[];
  earn_cap_activity: number | null;
}

/** What matters of an activity for it. */
export type Priced = Pick<Schemas['ActivityFields'], 'category' | 'reward' | 'service'> & { skill?: string | null };

/** A category that a pack does not list counts in full. */
const PLAIN_WEIGHT = 100;

/** The band of a time, by the clock of UTC+8. */
function band(at: number): 'night' | 'weekend' | 'weekday' {
  const local = at + 8 * 3600;
  const hour = Math.floor(local / 3600) % 24;
  if (hour < 6 || hour >= 22) return 'night';
  // 1970-01-01 was a Thursday.
  const weekday = (Math.floor(local / 86_400) + 3) % 7;
  return weekday >= 5 ? 'weekend' : 'weekday';
}

/** The percent by which a pack weighs an activity: the first weight that fits. */
export function weight(pack: PackRules, activity: Priced): number {
  const now = band(activity.service.start);
  const fits = pack.weights.find(
    (weight) =>
      weight.category === activity.category &&
      (weight.skill == null || weight.skill === (activity.skill ?? 'plain')) &&
      (weight.band == null || weight.band === now),
  );
  return fits?.percent ?? PLAIN_WEIGHT;
}

/** What these minutes of service are worth: the ledger's own rule, so that a screen can say it before the ledger does. */
export function worth(
  reward: Schemas['Reward'],
  minutes: number,
  percent: number,
  rounding: PackRules['rounding'],
  cap: number | null | undefined,
): number {
  if (minutes === 0) return 0;
  const [numerator, denominator] =
    'per_hour' in reward ? [minutes * reward.per_hour.minutes * percent, 6_000] : [reward.per_participant.minutes * percent, 100];
  const step = rounding === 'exact' ? 1 : 'floor' in rounding ? rounding.floor.step : rounding.nearest.step;
  const unit = denominator * Math.max(step, 1);
  const half = rounding !== 'exact' && 'nearest' in rounding;
  const steps = half ? Math.floor((numerator * 2 + unit) / (unit * 2)) : Math.floor(numerator / unit);
  const rounded = steps * Math.max(step, 1);
  return cap == null ? rounded : Math.min(rounded, cap);
}

/** What one seat is worth by a pack, and what is held for all seats. */
export function cost(pack: PackRules, activity: Priced, seats: number): { seat: number; held: number } {
  const planned = Math.floor(Math.max(0, activity.service.end - activity.service.start) / 60);
  const seat = worth(activity.reward, planned, weight(pack, activity), pack.rounding, pack.earn_cap_activity);
  return { seat, held: seat * seats };
}
