import { describe, expect, it } from 'vitest';
import { cost, type PackRules, worth } from './cost';
import { fromHours, hours, signedHours } from './minutes';
import { idNumberFault, maskIdNumber, maskPhone, phoneNumber, sampleIdNumber } from './people';
import { clock, date, dateTime, fromLocalText, localText, monthBounds, span } from './time';

describe('minutes', () => {
  it('are said as hours and minutes', () => {
    expect([0, 45, 60, 150, -90].map((minutes) => hours(minutes, 'zh'))).toEqual([
      '0 分钟',
      '45 分钟',
      '1 小时',
      '2 小时 30 分钟',
      '−1 小时 30 分钟',
    ]);
    expect([0, 45, 60, 150].map((minutes) => hours(minutes, 'en'))).toEqual(['0 min', '45 min', '1 h', '2 h 30 min']);
    expect([signedHours(60, 'en'), signedHours(-60, 'en'), signedHours(0, 'en')]).toEqual(['+1 h', '−1 h', '0 min']);
  });

  it('are read from what is typed, and nothing else is', () => {
    expect(fromHours('2', '30')).toBe(150);
    expect(fromHours('', '15')).toBe(15);
    for (const [h, m] of [
      ['0', '0'],
      ['1', '60'],
      ['x', '1'],
      ['-1', '0'],
      ['1.5', '0'],
    ] as const)
      expect(fromHours(h, m)).toBeUndefined();
  });
});

describe('dates', () => {
  // date -u -d '2026-12-01 14:30 +0800' +%s
  const afternoon = 1_796_106_600;

  it('are those of Shanghai, wherever the device is', () => {
    expect(localText(afternoon)).toBe('2026-12-01T14:30');
    expect(dateTime(afternoon, 'zh')).toContain('14:30');
    expect(dateTime(afternoon, 'en')).toContain('1 Dec');
    expect(date(afternoon, 'zh')).toBe('2026年12月1日');
    expect(clock(afternoon + 11 * 3600, 'en')).toBe('01:30');
  });

  it('are read back from what was typed', () => {
    expect(fromLocalText('2026-12-01T14:30')).toBe(afternoon);
    for (const text of ['', '2026-12-01', 'tomorrow', '2026-13-01T00:00']) expect(fromLocalText(text)).toBeUndefined();
  });

  it('name the day once when both ends are on it', () => {
    expect(span({ start: afternoon, end: afternoon + 7200 }, 'en')).toMatch(/14:30 – 16:30$/);
    expect(span({ start: afternoon, end: afternoon + 86_400 }, 'en')).toMatch(/2 Dec/);
  });

  it('know the bounds of a month', () => {
    expect(monthBounds('2026-12')).toEqual({
      from: fromLocalText('2026-12-01T00:00'),
      to: fromLocalText('2027-01-01T00:00')! - 1,
    });
    expect(monthBounds('2026')).toBeUndefined();
  });
});

describe('people', () => {
  it('are masked', () => {
    expect(maskPhone('+8613912345678')).toBe('139****5678');
    expect(maskIdNumber('11010519491231002X')).toBe('1101**********002X');
  });

  it('have phone numbers in many forms', () => {
    for (const text of ['13912345678', '139 1234 5678', '+86 139-1234-5678', '008613912345678'])
      expect(phoneNumber(text)).toBe('13912345678');
    for (const text of ['', '1391234567', '23912345678', 'abc', '139123456789']) expect(phoneNumber(text)).toBeUndefined();
  });

  it('have ID numbers with a check character', () => {
    // The example that GB 11643-1999 prints.
    expect(idNumberFault('11010519491231002X')).toBeUndefined();
    expect(idNumberFault('1101051949 1231 002x')).toBeUndefined();
    expect(idNumberFault('110105194912310021')).toBe('checksum');
    expect(idNumberFault('1101051949')).toBe('form');
    expect(idNumberFault(sampleIdNumber(1940, 7))).toBeUndefined();
  });
});

describe('what a service costs', () => {
  const pack: PackRules = { rounding: 'exact', weights: [], earn_cap_activity: null };
  const friday = fromLocalText('2026-11-20T10:00')!;
  const activity = {
    category: 'medical' as const,
    reward: { per_hour: { minutes: 60 } },
    service: { start: friday, end: friday + 7200 },
  };

  it('is the planned time of every seat by plain rules', () => {
    expect(cost(pack, activity, 3)).toEqual({ seat: 120, held: 360 });
  });

  it('follows the weight of category, skill and time of day', () => {
    const weights = [
      { category: 'medical', percent: 200, skill: 'professional' },
      { category: 'medical', percent: 150, band: 'night' },
      { category: 'medical', percent: 120 },
    ];
    const seat = (more: object) => cost({ ...pack, weights }, { ...activity, ...more }, 1).seat;
    expect(seat({})).toBe(144);
    expect(seat({ skill: 'professional' })).toBe(240);
    expect(seat({ service: { start: friday + 13 * 3600, end: friday + 15 * 3600 } })).toBe(180);
  });

  it('rounds once, as the ledger does', () => {
    const reward = { per_hour: { minutes: 60 } };
    expect(worth(reward, 118, 100, { floor: { step: 15 } }, null)).toBe(105);
    expect(worth(reward, 118, 100, { nearest: { step: 15 } }, null)).toBe(120);
    expect(worth(reward, 112, 100, { nearest: { step: 15 } }, null)).toBe(105);
    expect(worth({ per_participant: { minutes: 90 } }, 5, 100, 'exact', 60)).toBe(60);
    expect(worth(reward, 0, 100, 'exact', null)).toBe(0);
  });
});
