import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { elderAudit } from './elder';
import { ROUTES } from './routes';
import { branch, clean, logIn, type Look, open, type Person } from './stage';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const home = branch(1);

/** What axe finds wrong with a screen by WCAG 2.2 AA; in elder mode with the higher contrast. */
async function violations(person: Person, elder: boolean): Promise<string[]> {
  const { page } = person;
  await page.evaluate(axe);
  const results = await page.evaluate(async (elder): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'color-contrast-enhanced': { enabled: elder }, 'target-size': { enabled: true } },
    });
  }, elder);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

const LOOKS: readonly (readonly [string, Look])[] = [
  ['Chinese', { language: 'zh' }],
  ['Chinese, elder mode', { language: 'zh', elder: true }],
  ['English, 320 px', { language: 'en', width: 320 }],
  ['English, elder mode, 320 px', { language: 'en', elder: true, width: 320 }],
];

/** A settled service of the elder's, for the screens that are about one. */
async function settled(elder: Person): Promise<{ activity: number; participant: number }> {
  return elder.page.evaluate(async () => {
    const { token } = JSON.parse(sessionStorage.getItem('timebank.session') ?? '{}') as { token: string };
    const get = async (path: string) => (await fetch(path, { headers: { Authorization: `Bearer ${token}` } })).json();
    const { activities } = (await get('/v1/me/activities?as=publisher')) as { activities: { id: number; settled: number }[] };
    const activity = activities.find((activity) => activity.settled > 0)?.id ?? 0;
    const { enrolments } = (await get(`/v1/activities/${activity}/enrolments`)) as { enrolments: { participant: number }[] };
    return { activity, participant: enrolments[0]?.participant ?? 0 };
  });
}

describe.each(LOOKS)('every screen can be used by everybody: %s', (_, look) => {
  const elder = look.elder ?? false;
  const people: Partial<Record<keyof typeof ROUTES, Person>> = {};
  let about = { activity: 0, participant: 0 };

  beforeAll(async () => {
    people.guest = await open(home.origin, look);
    people.publisher = await open(home.origin, look);
    await logIn(people.publisher, 'member', home.member('elder'));
    people.member = people.publisher;
    people.office = await open(home.origin, look);
    await logIn(people.office, 'administrator', home.office('reviewer'));
    about = await settled(people.publisher);
    return async () => {
      for (const person of [people.guest, people.publisher, people.office]) {
        if (!person) continue;
        clean(person);
        await person.close();
      }
    };
  });

  const all = Object.entries(ROUTES).flatMap(([who, routes]) =>
    routes.map((route) => [who as keyof typeof ROUTES, route] as const),
  );
  it.each(all)('%s: %s', async (who, route) => {
    const person = people[who]!;
    const path = route.replace('{activity}', String(about.activity)).replace('{participant}', String(about.participant));
    await person.page.goto(person.origin + path);
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    await person.page.locator('.skeleton').first().waitFor({ state: 'detached' });
    expect(await person.page.evaluate(() => document.documentElement.dataset.mode)).toBe(elder ? 'elder' : 'standard');
    // The whole screen at once: nothing is half behind the navigation that stays at the bottom.
    const height = await person.page.evaluate(() => document.documentElement.scrollHeight);
    await person.page.setViewportSize({ width: look.width ?? 390, height: Math.max(844, height) });
    expect(await violations(person, elder)).toEqual([]);
    const limits = elder
      ? { font: 18, lineHeight: 1.3, main: 60, target: 44 }
      : { font: 0, lineHeight: 1.3, main: 44, target: 44 };
    expect(await person.page.evaluate(elderAudit, limits)).toEqual([]);
  });
});
