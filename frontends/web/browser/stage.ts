import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { sampleIdNumber } from '../../shared/src/format/people';
import type { Language } from '../../shared/src/format/time';
import { words as en } from '../../shared/src/words/en/index';
import { admin as adminEn } from '../../shared/src/words/en/admin';
import { admin as adminZh } from '../../shared/src/words/zh/admin';
import { type Words, words as zh } from '../../shared/src/words/zh/index';
import { connect } from './setup';

/** Whoever holds an office. */
interface Office {
  title: string;
  phone: string;
  password: string;
  passphrase: string;
}

interface Member {
  title: string;
  phone: string;
  password: string;
  transaction_password?: string | null;
}

interface Branch {
  id: number;
  api_port: number;
  offices: Office[];
  members: Member[];
}

/** The folder of the network that runs: that of `cargo timebank up` unless said otherwise. */
const folder = process.env.TIMEBANK_NETWORK ?? join(homedir(), '.cache/timebank/net/default');
const { branches } = JSON.parse(readFileSync(join(folder, 'branches.json'), 'utf8')) as { branches: Branch[] };

/** One branch of the network, as people come to it. */
export function branch(id: number) {
  const found = branches.find((branch) => branch.id === id);
  if (!found) throw new Error(`no branch ${id}`);
  return {
    origin: `http://127.0.0.1:${found.api_port}`,
    office: (title: string) => found.offices.find((office) => office.title === title)!,
    member: (title: string) => found.members.find((member) => member.title === title)!,
    /** The newest code that was sent to a phone. */
    codeFor: (phone: string) => {
      const log = readFileSync(join(folder, 'relayers', `branch${id}`, 'sms.log'), 'utf8');
      const lines = log.split('\n').filter((line) => line.includes(phone));
      return lines.at(-1)?.match(/\b\d{6}\b/)?.[0];
    },
  };
}

export const WORDS: Record<Language, Words & { admin: typeof adminZh }> = {
  zh: { ...zh, admin: adminZh },
  en: { ...en, admin: adminEn },
};

/** Asks again until it is there. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  patience = 15_000,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Somebody in front of a screen. */
export interface Person {
  page: Page;
  words: (typeof WORDS)['zh'];
  origin: string;
  /** What the screens did wrong since they were opened: errors, requests to other hosts. */
  faults: string[];
  close: () => Promise<void>;
}

export interface Look {
  language: Language;
  elder?: boolean;
  width?: number;
}

let browser: Browser | undefined;

/** Opens a device of its own at a branch. */
export async function open(origin: string, { language, elder = false, width = 390 }: Look): Promise<Person> {
  browser ??= await connect(inject('browser'));
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height: 844 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    // Dates are those of Shanghai wherever the device is.
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
  });
  const settings = { language, mode: elder ? 'elder' : 'standard', scale: 1, contrast: 'normal', asked: true };
  // Before the first page only: what is changed on a screen stays.
  await context.addInitScript((text) => {
    if (localStorage.getItem('timebank.settings') === null) localStorage.setItem('timebank.settings', text);
  }, JSON.stringify(settings));
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is told by the browser too; what matters of it is on the screen.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('blob:')) faults.push(`foreign request: ${url}`);
  });
  page.setDefaultTimeout(30_000);
  return { page, words: WORDS[language], origin, faults, close: () => context.close() };
}

/** Logs in by the login page. */
export async function logIn(person: Person, as: 'member' | 'administrator', { phone, password }: Member): Promise<void> {
  const { page, words } = person;
  const { login } = words.entry;
  await page.goto(`${person.origin}/login`);
  await page.getByRole('radio', { name: as === 'member' ? login.member : login.administrator }).check();
  await page.getByLabel(login.phone, { exact: true }).fill(phone);
  await page.getByLabel(login.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: login.submit, exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

/** Nothing broke, and nobody else was asked for anything. */
export function clean(person: Person): void {
  expect(person.faults).toEqual([]);
}

/** An ID number that nobody has; it may have been drawn before. */
export { sampleIdNumber };

export function random(limit: number): number {
  return Math.floor(Math.random() * limit);
}

export function newPhone(): string {
  return `199${String(random(100_000_000)).padStart(8, '0')}`;
}

export const PASSWORD = 'walnut-4815';

/** A member of one's own, made by the API: for stories that begin after registration. */
export async function newMember(origin: string): Promise<Member & { idNumber: string }> {
  const made = { title: 'member', phone: newPhone(), password: PASSWORD, idNumber: sampleIdNumber(1960, random(1_000)) };
  const answer = await fetch(`${origin}/v1/auth/registrations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), Prefer: 'wait=8' },
    body: JSON.stringify({ phone: made.phone, password: made.password, id_number: made.idNumber }),
  });
  const action = (await answer.json()) as { state?: string; code?: string };
  // Sample numbers are few: the same one may have been drawn before.
  if (action.code === 'member.person_registered') return newMember(origin);
  if (!action.state || action.state === 'failed') throw new Error(`no member: ${JSON.stringify(action)}`);
  return made;
}
