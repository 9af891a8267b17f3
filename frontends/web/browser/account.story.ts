import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { branch, clean, eventually, logIn, newMember, open, type Person } from './stage';

const home = branch(1);

let person: Person;

const button = (name: string) => person.page.getByRole('button', { name, exact: true });
const link = (name: string) => person.page.getByRole('link', { name, exact: true });
const field = (name: string) => person.page.getByLabel(name, { exact: true });

describe('an account', () => {
  beforeEach(async () => {
    person = await open(home.origin, { language: 'zh' });
    return async () => {
      clean(person);
      await person.close();
    };
  });

  it('refuses a wrong password with what to do, and takes the right one', async () => {
    const made = await newMember(home.origin);
    const { login } = person.words.entry;
    await person.page.goto(`${home.origin}/time`);
    await field(login.phone).fill(made.phone);
    await field(login.password).fill('something-else');
    await button(login.submit).click();
    const alert = person.page.getByRole('alert');
    await alert.getByText('auth.login').waitFor();
    expect(await alert.textContent()).toContain(person.words.common.remedies['auth.login']);
    await field(login.password).fill(made.password);
    await button(login.submit).click();
    // Where somebody wanted to go before the login.
    await person.page.getByRole('heading', { level: 1, name: person.words.time.title }).waitFor();
    await person.page.getByText(person.words.time.noneHint).waitFor();
  });

  it('gets a new password by a code, and the old one opens nothing', async () => {
    const made = await newMember(home.origin);
    const { login, reset } = person.words.entry;
    await person.page.goto(`${home.origin}/login`);
    await link(login.forgotten).click();
    await field(reset.phone).fill(made.phone);
    await button(reset.send).click();
    await person.page.getByText(reset.sent).waitFor();
    await field(reset.code).fill(await eventually('a code', () => home.codeFor(made.phone)));
    await field(reset.idNumber).fill(made.idNumber);
    await field(reset.password).fill('pistachio-1517');
    await button(reset.submit).click();
    await person.page.getByText(login.reset).waitFor();
    await field(login.phone).fill(made.phone);
    await field(login.password).fill(made.password);
    await button(login.submit).click();
    await person.page.getByRole('alert').getByText('auth.login').waitFor();
    await field(login.password).fill('pistachio-1517');
    await button(login.submit).click();
    await person.page.getByText(person.words.home.balance).waitFor();
  });

  it('shows where it is logged in, ends one of them, and changes both passwords', async () => {
    const made = await newMember(home.origin);
    const { security, me } = person.words.home;
    const { sign } = person.words.activity;
    const other = await open(home.origin, { language: 'en' });
    await logIn(other, 'member', made);
    await logIn(person, 'member', made);
    await link(person.words.common.menu.me).click();
    await link(me.security).click();
    await button(security.end).click();
    await button(security.end).waitFor({ state: 'detached' });
    // The other device learns it at its next step, and says so.
    const menu = other.page.getByRole('navigation', { name: other.words.common.mainNavigation });
    await menu.getByRole('link', { name: other.words.common.menu.time, exact: true }).click();
    await other.page.getByText(other.words.entry.login.ended).waitFor();
    clean(other);
    await other.close();

    await button(sign.setSubmit).click();
    await field(security.transactionNew).fill('123456');
    await field(sign.setAgain).fill('123456');
    await button(sign.setSubmit).click();
    await person.page.getByRole('alert').getByText('transaction_password.trivial').waitFor();
    await field(security.transactionNew).fill('480913');
    await field(sign.setAgain).fill('480914');
    await button(sign.setSubmit).click();
    await person.page.getByRole('alert').getByText(sign.setDiffer).waitFor();
    await field(sign.setAgain).fill('480913');
    await button(sign.setSubmit).click();
    await person.page.getByText(sign.setDone).waitFor();

    await button(security.passwordChange).click();
    await field(security.passwordNow).fill(made.password);
    await field(security.passwordNew).fill('pistachio-1517');
    await button(security.passwordChange).click();
    await person.page.getByText(security.passwordDone).waitFor();
  });

  it('loses nothing that was typed when the login ends in the middle', async () => {
    const made = await newMember(home.origin);
    const { publish, categories } = person.words.activity;
    await logIn(person, 'member', made);
    await person.page.goto(`${home.origin}/publish`);
    await person.page.getByRole('radio', { name: categories.meals }).check();
    await field(publish.name).fill('送一周的午饭');
    await field(publish.summary).fill('每天中午从食堂送一份饭到家里。');
    const token = await person.page.evaluate(
      () => (JSON.parse(sessionStorage.getItem('timebank.session')!) as { token: string }).token,
    );
    await fetch(`${home.origin}/v1/me/sessions`, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
    await button(person.words.common.next).click();
    await link(person.words.common.menu.mine).click();
    await person.page.getByText(person.words.entry.login.ended).waitFor();
    await logIn(person, 'member', made);
    await person.page.goto(`${home.origin}/publish`);
    await person.page.getByRole('radio', { name: categories.meals, checked: true }).waitFor();
    expect(await field(publish.name).inputValue()).toBe('送一周的午饭');
  });
});

describe('a screen', () => {
  beforeEach(async () => {
    person = await open(home.origin, { language: 'zh' });
  });
  afterEach(async () => {
    clean(person);
    await person.close();
  });

  it('can be used with the keyboard alone, and always shows where one is', async () => {
    const made = await newMember(home.origin);
    const { page, words } = person;
    await page.goto(`${home.origin}/login`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const seen: string[] = [];
    const tabTo = async (name: string) => {
      for (let step = 0; step < 30; step += 1) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const element = document.activeElement!;
          const area = element.closest('label') ?? element;
          const outlined = [element, area].some((one) => getComputedStyle(one).outlineStyle !== 'none');
          const label = (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent ?? '';
          return { label: label.trim(), outlined };
        });
        expect(here.outlined, here.label).toBe(true);
        seen.push(here.label);
        if (here.label.startsWith(name)) return;
      }
      throw new Error(`${name} is not reached: ${seen.join(', ')}`);
    };
    await tabTo(words.common.skipToContent);
    await tabTo(words.common.elder.name);
    await tabTo(words.entry.login.phone);
    await page.keyboard.type(made.phone);
    await tabTo(words.entry.login.password);
    await page.keyboard.type(made.password);
    await page.keyboard.press('Enter');
    await page.getByText(words.home.balance).waitFor();
    await tabTo(words.home.publish);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: words.activity.publish.title }).waitFor();
    // The title has the focus: whoever listens hears first where they are.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.goBack();
    await page.getByText(words.home.balance).waitFor();
  });

  it('goes on with what was last known without a network, and says so', async () => {
    const made = await newMember(home.origin);
    const { page, words } = person;
    await logIn(person, 'member', made);
    await page.getByText(words.home.balance).waitFor();
    await page.context().setOffline(true);
    await page.getByText(words.common.offline.since('').slice(0, 4)).waitFor();
    await page.getByText(words.home.balance).waitFor();
    await page.context().setOffline(false);
    await page.getByText(words.common.offline.back).waitFor();
    // What the browser itself says of requests without a network is no fault of the screen.
    person.faults.length = 0;
  });

  it('is in elder mode on every screen and after a reload, as large as 30 pixels and more', async () => {
    const made = await newMember(home.origin);
    const { page, words } = person;
    await logIn(person, 'member', made);
    await page.getByRole('button', { name: words.common.elder.name }).click();
    await link(words.common.menu.me).click();
    await link(words.home.me.display).click();
    await page.getByRole('radio', { name: words.home.display.sizes[2]!, exact: true }).check();
    await page.goto(`${home.origin}/time`);
    await page.reload();
    const text = page.getByText(words.time.about);
    await text.waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.mode)).toBe('elder');
    expect(await text.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(30);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(1);
  });

  it('speaks the other language at once, and stays where it is', async () => {
    const { page, words } = person;
    await page.goto(`${home.origin}/register`);
    await page.getByRole('heading', { level: 1, name: words.entry.register.title }).waitFor();
    await field(words.entry.register.phone).fill('139');
    await button(words.common.languages.en).click();
    await page.getByRole('heading', { level: 1, name: 'Register' }).waitFor();
    expect(await page.getByLabel('Phone number', { exact: true }).inputValue()).toBe('139');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });
});
