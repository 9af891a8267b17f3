import jsQR from 'jsqr';
import { encode } from 'uqr';
import { describe, expect, it, onTestFailed } from 'vitest';
import type { Language } from '../../shared/src/format/time';
import { localText } from '../../shared/src/format/time';
import { branch, clean, eventually, logIn, newPhone, open, PASSWORD, type Person, random, sampleIdNumber } from './stage';

const home = branch(1);
const away = branch(2);

/** Whoever is asked for the transaction password types it. */
async function sign({ page, words }: Person): Promise<void> {
  const { sign } = words.activity;
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(sign.label, { exact: true }).fill(home.member('elder').transaction_password!);
  await dialog.getByRole('button', { name: sign.submit, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });
const link = ({ page }: Person, name: string) => page.getByRole('link', { name, exact: true });

/** An account of one's own, with the code that came to the phone. */
async function register(person: Person, born: number): Promise<{ phone: string; password: string }> {
  const { page, words } = person;
  const { register } = words.entry;
  const phone = newPhone();
  await page.goto(`${person.origin}/register`);
  await page.getByLabel(register.phone, { exact: true }).fill(phone);
  await button(person, register.sendCode).click();
  await page.getByText(register.sent(`${phone.slice(0, 3)}****${phone.slice(7)}`)).waitFor();
  await page.getByLabel(register.code, { exact: true }).fill(await eventually('a code', () => away.codeFor(phone)));
  await page.getByLabel(register.password, { exact: true }).fill(PASSWORD);
  // A slip of the finger is told at the field, before anything is sent.
  const number = sampleIdNumber(born, random(1_000));
  await page.getByLabel(register.idNumber, { exact: true }).fill(number.slice(0, 17) + (number.endsWith('1') ? '2' : '1'));
  await button(person, register.submit).click();
  await page.getByRole('alert').getByText(register.idNumberChecksum).waitFor();
  await page.getByLabel(register.idNumber, { exact: true }).fill(number);
  await button(person, register.submit).click();
  await page.getByRole('heading', { name: words.home.hello }).waitFor();
  return { phone, password: PASSWORD };
}

/** Pixels of a module of the picture, as a camera would see it. */
const ZOOM = 4;

/** The text of the QR picture on the screen. */
async function qrText({ page }: Person): Promise<string> {
  const picture = page.locator('svg.qr');
  const size = Number((await picture.getAttribute('viewBox'))?.split(' ').at(-1)) * ZOOM;
  const modules = [...((await picture.locator('path').getAttribute('d')) ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g)];
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y] of modules) {
    for (let row = 0; row < ZOOM; row += 1) {
      const from = ((Number(y) * ZOOM + row) * size + Number(x) * ZOOM) * 4;
      for (let column = 0; column < ZOOM; column += 1) pixels.fill(0, from + column * 4, from + column * 4 + 3);
    }
  }
  const found = jsQR(pixels, size, size);
  if (!found) throw new Error('the QR picture cannot be read');
  return found.data;
}

/** Holds a QR picture before somebody's camera: only the camera is made up. */
async function showTo({ page }: Person, text: string): Promise<void> {
  const { size, data } = encode(text, { ecc: 'M', border: 6 });
  await page.evaluate(
    ({ size, data, zoom }) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = size * zoom;
      const context = canvas.getContext('2d')!;
      const draw = () => {
        context.fillStyle = '#fff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = '#000';
        data.forEach((row, y) => row.forEach((dark, x) => dark && context.fillRect(x * zoom, y * zoom, zoom, zoom)));
      };
      // A stream carries a frame whenever something was drawn.
      setInterval(draw, 100);
      draw();
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
    },
    { size, data, zoom: ZOOM },
  );
}

async function mainJob(language: Language): Promise<void> {
  const title = language === 'zh' ? `陪同去医院 ${random(10_000)}` : `Accompany to hospital ${random(10_000)}`;
  const elder = await open(home.origin, { language, elder: language === 'zh' });
  const volunteer = await open(away.origin, { language });
  const reviewer = await open(home.origin, { language, width: 1200 });
  onTestFailed(async () => {
    for (const { page } of [elder, volunteer, reviewer]) console.log(page.url(), await page.locator('body').innerText());
  });
  const { activity, admin, common, time } = elder.words;
  const { publish } = activity;

  // The elder asks for help.
  await logIn(elder, 'member', home.member('elder'));
  await link(elder, elder.words.home.publish).click();
  await elder.page.getByRole('radio', { name: activity.categories.medical }).check();
  const next = button(elder, common.next);
  const typed = [
    [publish.name, title],
    [
      publish.summary,
      language === 'zh' ? '两个小时，坐公交车去市医院，需要一个人陪同。' : 'Two hours by bus to the city hospital, one person.',
    ],
    [publish.place, language === 'zh' ? '鼓楼区湖南路' : 'Hunan Road, Gulou'],
    [publish.start, localText(Date.now() / 1000 + 900)],
  ] as const;
  for (const [label, text] of typed) {
    const field = elder.page.getByLabel(label, { exact: true });
    // In elder mode one question comes after the other; otherwise some stand together.
    if (!(await field.isVisible())) await next.click();
    await field.fill(text);
  }
  const check = button(elder, publish.submit);
  const toTheEnd = async () => {
    while (!(await check.isVisible())) await next.click();
  };
  await toTheEnd();
  // What was typed is there again after a reload.
  await elder.page.reload();
  await elder.page.getByRole('radio', { name: activity.categories.medical, checked: true }).waitFor();
  await toTheEnd();
  await elder.page.getByText(publish.before, { exact: true }).waitFor();
  await check.click();
  await sign(elder);
  await elder.page.getByText(publish.done).waitFor();
  await link(elder, publish.open).click();
  await elder.page.getByRole('heading', { name: title }).waitFor();
  const id = Number(new URL(elder.page.url()).pathname.split('/').at(-1));

  // A reviewer approves; the elder's screen follows by itself.
  await logIn(reviewer, 'administrator', home.office('reviewer'));
  const passphrase = reviewer.page.getByLabel(admin.office.passphrase, { exact: true });
  await passphrase.fill(home.office('reviewer').passphrase);
  await button(reviewer, admin.office.unlock).click();
  await button(reviewer, admin.office.lock).waitFor();
  const submission = reviewer.page.getByRole('listitem').filter({ has: reviewer.page.getByRole('heading', { name: title }) });
  await submission.getByRole('button', { name: admin.queue.approve }).click();
  await reviewer.page.getByText(admin.queue.approved).waitFor();
  await elder.page.getByText(activity.stages.registration).or(link(elder, activity.detail.manage)).first().waitFor();

  // A volunteer of the other branch registers, finds it and enrols.
  await register(volunteer, 1985);
  await link(volunteer, volunteer.words.home.find).first().click();
  await volunteer.page.getByRole('searchbox', { name: activity.find.text }).fill(title);
  await button(volunteer, activity.find.submit).click();
  await link(volunteer, title).click();
  await button(volunteer, activity.detail.enrol).dblclick();
  await volunteer.page.getByText(activity.enrolments.enrolled).first().waitFor();

  // The elder admits.
  await link(elder, activity.detail.manage).click();
  await button(elder, activity.people.admit).click();
  await sign(elder);
  await elder.page.getByText(activity.enrolments.admitted).first().waitFor();

  // On site: the elder shows the code, the volunteer checks in.
  await link(elder, activity.detail.showCode).click();
  await link(volunteer, activity.next.checkIn).click();
  const seen = async (code: string) => {
    await volunteer.page.getByLabel(activity.checkin.number, { exact: true }).fill(code);
    await button(volunteer, activity.checkin.submit).click();
  };
  await seen('1234');
  await volunteer.page.getByRole('alert').getByText(activity.checkin.numberForm).waitFor();
  // The volunteer's camera sees the elder's screen.
  await showTo(volunteer, await qrText(elder));
  await button(volunteer, activity.checkin.scan).click();
  await volunteer.page.getByText(activity.checkin.in).waitFor();
  const entered = (await qrText(elder)).split('.')[3];
  await button(elder, activity.code.end).click();
  const leaving = await eventually(
    'the next code',
    async () => {
      const text = await qrText(elder).catch(() => '');
      return text.includes('.end.') && Number(text.split('.')[3]) > Number(entered) ? text : undefined;
    },
    45_000,
  );
  await volunteer.page.reload();
  await seen(leaving);
  await volunteer.page.getByText(activity.checkin.out).waitFor();

  // Both say how long it took, and rate.
  const said = async (person: Person, hours: string, minutes: string) => {
    await person.page.getByLabel(activity.minutes.hours, { exact: true }).fill(hours);
    await person.page.getByLabel(activity.minutes.minutes, { exact: true }).fill(minutes);
    await button(person, activity.minutes.submit).click();
  };
  const rated = async (person: Person) => {
    await person.page.getByRole('radio', { name: activity.rating.scores[4]! }).check();
    await person.page.getByLabel(activity.rating.comment).fill(language === 'zh' ? '准时，很细心。' : 'On time and kind.');
    await button(person, activity.rating.submit).click();
    await person.page.getByText(activity.rating.done).waitFor();
  };
  await link(volunteer, activity.checkin.toMinutes).click();
  await said(volunteer, '1', '58');
  await rated(volunteer);
  await elder.page.goto(`${elder.origin}/activities/${id}/people`);
  await link(elder, activity.next.confirm).click();
  await said(elder, '2', '2');
  await sign(elder);
  await rated(elder);

  // The elder pays; both see it in their statements.
  await link(elder, activity.next.pay).click();
  await elder.page.getByText(activity.settle.amount, { exact: true }).first().waitFor();
  await button(elder, activity.settle.submit).click();
  await sign(elder);
  await elder.page.getByText(activity.settle.done).waitFor();
  await link(elder, activity.settle.receipt).click();
  await elder.page.getByText(activity.receipt.paid, { exact: true }).waitFor();
  await link(volunteer, common.menu.time).first().click();
  const line = volunteer.page.getByRole('row').filter({ hasText: time.kinds.settle });
  await line.getByRole('link', { name: time.activity(id) }).waitFor();
  expect(await line.textContent()).toContain(language === 'zh' ? '+2 小时' : '+2 h');
  for (const person of [elder, volunteer, reviewer]) {
    clean(person);
    await person.close();
  }
}

describe('an hour is given, confirmed and paid by screens alone', () => {
  it('in Chinese, the elder in elder mode', () => mainJob('zh'));
  it('in English', () => mainJob('en'));
});
