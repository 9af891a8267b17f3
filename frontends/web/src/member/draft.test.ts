import { fromLocalText } from '@timebank/shared/format/time';
import { describe, expect, it } from 'vitest';
import { seen } from './CheckIn';
import { DRAFT, fieldsOf, forget, fromActivity, keep, kept } from './draft';
import { referenceOf } from './reference';

const typed = {
  ...DRAFT,
  category: 'medical',
  title: ' To hospital ',
  summary: 'By bus.',
  place: 'Gulou',
  start: '2026-12-01T14:30',
};
const start = fromLocalText('2026-12-01T14:30')!;

describe('a draft', () => {
  it('becomes what the API takes, in the time of Shanghai', () => {
    const fields = fieldsOf({ ...typed, deadline: 'hour', length: '90' }, 1_000)!;
    expect(fields.title).toBe('To hospital');
    expect(fields.service).toEqual({ start, end: start + 5_400 });
    expect(fields.registration).toEqual({ start: 1_000, end: start - 3_600 });
    expect(fields.reward).toEqual({ per_hour: { minutes: 60 } });
    expect(fieldsOf({ ...typed, start: '' })).toBeUndefined();
  });

  it('comes back from an activity as it was typed', () => {
    const draft = { ...typed, title: 'To hospital', deadline: 'day', length: '240', seats: '3' };
    const fields = fieldsOf(draft, 1_000)!;
    expect(fromActivity({ ...fields } as never)).toEqual(draft);
  });

  it('is kept in the tab until it is sent', () => {
    expect(kept()).toBeUndefined();
    keep(typed);
    expect(kept()).toEqual(typed);
    forget();
    expect(kept()).toBeUndefined();
  });
});

describe('what was seen on site', () => {
  it('is a number of eight digits, or the text of the picture', () => {
    expect(seen('4071 8263')).toEqual({ number: '40718263' });
    expect(seen('4071-8263')).toEqual({ number: '40718263' });
    expect(seen(' TB1.7.start.59.aB3_-x \n')).toEqual({ code: 'TB1.7.start.59.aB3_-x' });
    for (const text of ['', '1234', '123456789', 'TB2.7.start.59.x', 'hello']) expect(seen(text)).toBeUndefined();
  });
});

describe('a line of a statement', () => {
  it('leads to the activity that it refers to', () => {
    expect(referenceOf({ activity: { activity: 7 } })).toBe(7);
    expect(referenceOf({ attendance: { activity: 8, participant: 3 } })).toBe(8);
    for (const other of ['message', null, { grant: { branch: 1, pack: 1, rule: 'r' } }])
      expect(referenceOf(other)).toBeUndefined();
  });
});
