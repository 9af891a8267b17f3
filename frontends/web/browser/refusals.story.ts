import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localText } from '../../shared/src/format/time';
import { branch, clean, logIn, newMember, open, type Person, random } from './stage';

const home = branch(1);

let person: Person;

const button = (name: string) => person.page.getByRole('button', { name, exact: true });
const field = (name: string) => person.page.getByLabel(name, { exact: true });
const alert = () => person.page.getByRole('alert');

/** The questions before the last screen of publishing, with these answers. */
async function draft(title: string, start: number): Promise<void> {
  const { page, words, origin } = person;
  const { publish, categories } = words.activity;
  await page.goto(`${origin}/publish`);
  await page.getByRole('radio', { name: categories.meals }).check();
  await field(publish.name).fill(title);
  await field(publish.summary).fill('每天中午从食堂送一份饭到家里。');
  await button(words.common.next).click();
  await field(publish.place).fill('鼓楼区湖南路');
  await button(words.common.next).click();
  await field(publish.start).fill(localText(start));
  await button(words.common.next).click();
}

describe('what is typed wrongly or comes too late', () => {
  beforeEach(async () => {
    person = await open(home.origin, { language: 'zh' });
  });
  afterEach(async () => {
    clean(person);
    await person.close();
  });

  it('is told at its field before anything is sent', async () => {
    const { page, words } = person;
    const { login, register } = words.entry;
    let sent = 0;
    page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
    await page.goto(`${home.origin}/login`);
    await button(login.submit).click();
    await alert().waitFor();
    await page.goto(`${home.origin}/register`);
    await field(register.phone).fill('12345');
    await field(register.password).fill('short');
    await field(register.idNumber).fill('1');
    await button(register.submit).click();
    for (const fault of [register.phoneForm, register.passwordForm, register.idNumberForm])
      await alert().getByText(fault).waitFor();
    expect(sent).toBe(0);
  });

  it('is refused at registration with the code and what to do', async () => {
    const { page, words } = person;
    const { register } = words.entry;
    const known = await newMember(home.origin);
    await page.goto(`${home.origin}/register`);
    await field(register.phone).fill(known.phone);
    await field(register.password).fill('walnut-4816');
    await field(register.idNumber).fill(known.idNumber);
    await button(register.submit).click();
    await alert().getByText('phone.taken').waitFor();
    expect(await field(register.phone).inputValue()).toBe(known.phone);
    await field(register.phone).fill(`198${String(random(100_000_000)).padStart(8, '0')}`);
    await button(register.submit).click();
    await alert().getByText('member.person_registered').waitFor();
  });

  it('is no screen at all where the address is wrong, and nothing breaks', async () => {
    const { page, words } = person;
    await logIn(person, 'member', await newMember(home.origin));
    for (const id of ['999999999', 'abc']) {
      for (const rest of ['', '/checkin', '/people', '/code', '/people/3/minutes', '/people/3/payment']) {
        await page.goto(`${home.origin}/activities/${id}${rest}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByRole('alert').or(page.getByText(words.common.problem.notFoundHint)).first().waitFor();
      }
    }
  });

  it('is refused by the ledger in words, and can be tried again: an attendance number, a price above the balance', async () => {
    const { page, words } = person;
    const { checkin, publish, sign } = words.activity;
    await logIn(person, 'member', await newMember(home.origin));
    await draft(`送饭 ${random(10_000)}`, Date.now() / 1000 - 3_600);
    await alert().getByText(publish.form.start).waitFor();
    await field(publish.start).fill(localText(Date.now() / 1000 + 7_200));
    await button(words.common.next).click();
    await field(publish.seats).fill('0');
    await button(words.common.next).click();
    await alert().getByText(publish.form.seats).waitFor();
    await field(publish.seats).fill('2');
    await button(words.common.next).click();
    await page.getByText(publish.tooMuch('').slice(0, 4)).waitFor();
    await button(publish.submit).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(sign.label, { exact: true }).fill('480913');
    await dialog.getByLabel(sign.setAgain, { exact: true }).fill('480913');
    await dialog.getByRole('button', { name: sign.setSubmit }).click();
    await dialog.waitFor({ state: 'detached' });
    await alert().getByText('time.insufficient').waitFor();
    // A wrong transaction password is told where it was typed.
    await button(publish.submit).click();
    await dialog.getByLabel(sign.label, { exact: true }).fill('135790');
    await dialog.getByRole('button', { name: sign.submit, exact: true }).click();
    await dialog.getByRole('alert').getByText('transaction_password.wrong').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // A draft costs nothing. Its answer is lost, and whoever presses again a while later has still made one.
    let lost = 0;
    await page.route('**/v1/activities', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await button(publish.draft).click();
    await alert().getByText('client.offline').waitFor();
    await page.waitForFunction((second) => Math.floor(Date.now() / 1000) > second, Math.floor(Date.now() / 1000) + 1);
    await button(publish.draft).click();
    await page.getByText(publish.doneDraft).waitFor();
    expect(lost).toBe(1);
    await page.goto(`${home.origin}/mine?as=publisher`);
    await page.locator('ul.cards > li').first().waitFor();
    expect(await page.locator('ul.cards > li').count()).toBe(1);
    // Nobody is checked in by a number that nobody showed.
    await page.locator('ul.cards > li').getByRole('link').first().click();
    const id = Number(new URL(page.url()).pathname.split('/').at(2));
    await page.goto(`${home.origin}/activities/${id}/checkin`);
    await field(checkin.number).fill('0000 0000');
    await button(checkin.submit).click();
    await alert()
      .getByText(/attendance\.|enrolment\./)
      .waitFor();
  });
});
