/** Languages of the screens. */
export type Language = 'zh' | 'en';

/** The time zone of every date on a screen: that of the branches. */
export const ZONE = 'Asia/Shanghai';
/** It has been UTC+8 without summer time since 1992. */
const OFFSET = 8 * 3600;

const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const cache = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}.${name}`;
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALE[language], { timeZone: ZONE, ...options });
    cache.set(key, found);
  }
  return found;
}

/** 12月1日 周二 14:30, or Tue, 1 Dec, 14:30. */
export function dateTime(seconds: number, language: Language): string {
  return format(language, 'dateTime', {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(seconds * 1000);
}

/** 2026年12月1日, or 1 December 2026. */
export function date(seconds: number, language: Language): string {
  return format(language, 'date', { dateStyle: 'long' }).format(seconds * 1000);
}

/** 14:30 */
export function clock(seconds: number, language: Language): string {
  return format(language, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(seconds * 1000);
}

/** From … to …; the day only once when it is the same. */
export function span(window: { start: number; end: number }, language: Language): string {
  const dash = language === 'zh' ? ' 至 ' : ' – ';
  const sameDay = day(window.start) === day(window.end);
  return `${dateTime(window.start, language)}${dash}${sameDay ? clock(window.end, language) : dateTime(window.end, language)}`;
}

/** The day in Shanghai: 2026-12-01. */
export function day(seconds: number): string {
  return localText(seconds).slice(0, 10);
}

/** The month in Shanghai: 2026-12. */
export function month(seconds: number): string {
  return localText(seconds).slice(0, 7);
}

/** What `<input type="datetime-local">` shows for a moment: 2026-12-01T14:30. */
export function localText(seconds: number): string {
  return new Date((seconds + OFFSET) * 1000).toISOString().slice(0, 16);
}

/** The moment that such a text means in Shanghai; nothing for another text. */
export function fromLocalText(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return undefined;
  const milliseconds = Date.parse(`${text}:00Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000 - OFFSET;
}

/** First and last second of a month in Shanghai: 2026-12. */
export function monthBounds(text: string): { from: number; to: number } | undefined {
  const start = fromLocalText(`${text}-01T00:00`);
  if (start === undefined) return undefined;
  const [year = 0, number = 0] = text.split('-').map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  const end = fromLocalText(`${next}-01T00:00`);
  return end === undefined ? undefined : { from: start, to: end - 1 };
}
