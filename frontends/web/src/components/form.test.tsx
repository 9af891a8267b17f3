import { Problem } from '@timebank/shared/api/client';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { changeSettings } from '../app/settings';
import { useCodes, useWords } from '../app/words';
import { Button } from './Button';
import { Faults, PasswordField, TextField } from './Field';
import { useForm } from './form';

function Example({ send }: { send: (values: { phone: string; password: string }) => Promise<void> }) {
  const form = useForm(
    { phone: '', password: '' },
    { phone: (text) => (/^\d+$/.test(text) ? undefined : 'Digits only.'), password: (text) => (text ? undefined : 'Type it.') },
  );
  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Faults form={form} />
      <TextField bound={form.bind('phone')} label="Phone" hint="11 digits" />
      <PasswordField bound={form.bind('password')} label="Password" autoComplete="off" />
      <Button type="submit" busy={form.busy}>
        Send
      </Button>
    </form>
  );
}

const shown = async (send: (values: { phone: string; password: string }) => Promise<void>) => {
  // The words of the language come first.
  await act(async () => {
    render(
      <Suspense>
        <Example send={send} />
      </Suspense>,
    );
  });
  await screen.findByRole('button', { name: 'Send' });
  return userEvent.setup();
};

describe('a form', () => {
  beforeAll(async () => {
    changeSettings({ language: 'en' });
    await Promise.all([useWords.preload('en'), useCodes.preload('en')]);
  });

  it('tells every fault at its field and in a summary that has the focus, and sends nothing', async () => {
    const send = vi.fn();
    const user = await shown(send);
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(send).not.toHaveBeenCalled();
    const phone = screen.getByLabelText('Phone');
    expect(phone.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(phone.getAttribute('aria-describedby')!.split(' ')[1]!)?.textContent).toBe('Digits only.');
    const summary = screen.getByRole('alert');
    expect(summary.textContent).toContain('2 things');
    await waitFor(() => expect(document.activeElement).toBe(summary.parentElement));
    await user.click(screen.getByRole('link', { name: 'Digits only.' }));
    expect(document.activeElement).toBe(phone);
    await user.type(phone, '139');
    expect(phone.getAttribute('aria-invalid')).toBeNull();
  });

  it('sends once for two presses, and shows what the branch said against it', async () => {
    let refuse = () => {};
    const send = vi.fn(
      () =>
        new Promise<void>(
          (_, reject) => (refuse = () => reject(new Problem('auth.login', 401, { triesLeft: 3, sentence: { en: 'Wrong.' } }))),
        ),
    );
    const user = await shown(send);
    await user.type(screen.getByLabelText('Phone'), '139');
    await user.type(screen.getByLabelText('Password'), 'secret');
    await user.dblClick(screen.getByRole('button', { name: 'Send' }));
    expect(send).toHaveBeenCalledOnce();
    refuse();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Wrong.');
    expect(alert.textContent).toContain('3 tries are left.');
    expect(alert.textContent).toContain('auth.login');
  });

  it('shows a password when asked to, and hides it again', async () => {
    const user = await shown(vi.fn());
    const field = screen.getByLabelText('Password');
    const toggle = screen.getByRole('button', { name: 'Show password' });
    expect(field.getAttribute('type')).toBe('password');
    await user.click(toggle);
    expect(field.getAttribute('type')).toBe('text');
    expect(toggle.getAttribute('aria-pressed')).toBe('true');
  });
});
