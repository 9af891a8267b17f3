import type { Language } from './time';

/** Minutes of TIME or of service as people say them: 2 小时 30 分钟, 2 h 30 min. A minus stands before all of it. */
export function hours(minutes: number, language: Language): string {
  const sign = minutes < 0 ? '−' : '';
  const whole = Math.abs(Math.trunc(minutes));
  const [h, m] = [Math.floor(whole / 60), whole % 60];
  const parts = language === 'zh' ? [`${h} 小时`, `${m} 分钟`] : [`${h} h`, `${m} min`];
  if (h === 0) return sign + parts[1];
  return sign + (m === 0 ? parts[0] : parts.join(' '));
}

/** With its sign, for lines of a statement: +2 小时, −30 分钟. */
export function signedHours(minutes: number, language: Language): string {
  return (minutes > 0 ? '+' : '') + hours(minutes, language);
}

/** Minutes from what somebody typed as hours and minutes; nothing when it is no number or not above 0. */
export function fromHours(h: string, m: string): number | undefined {
  const [first, second] = [h.trim() || '0', m.trim() || '0'];
  if (!/^\d{1,4}$/.test(first) || !/^\d{1,2}$/.test(second) || Number(second) > 59) return undefined;
  const minutes = Number(first) * 60 + Number(second);
  return minutes > 0 ? minutes : undefined;
}
