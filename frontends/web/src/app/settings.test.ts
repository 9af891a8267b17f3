import { beforeEach, describe, expect, it, vi } from 'vitest';

const KEY = 'timebank.settings';

/** The module as a page that was opened anew has it. */
async function opened() {
  vi.resetModules();
  return import('./settings');
}

describe('settings', () => {
  beforeEach(() => vi.stubGlobal('navigator', { ...navigator, language: 'zh-CN' }));

  it('begin with the language of the device and the usual view', async () => {
    expect((await opened()).settings()).toMatchObject({ language: 'zh', mode: 'standard', scale: 1, asked: false });
  });

  it('stay after a reload and stand on the document', async () => {
    (await opened()).changeSettings({ mode: 'elder', scale: 1.6, language: 'en' });
    const again = await opened();
    again.applySettings();
    expect(document.documentElement.dataset).toMatchObject({ mode: 'elder', scale: '1.6' });
    expect(document.documentElement.lang).toBe('en');
  });

  it('are the usual ones when what is kept cannot be read', async () => {
    for (const text of ['{', '7', '{"mode":"huge","scale":9}']) {
      localStorage.setItem(KEY, text);
      expect((await opened()).settings(), text).toMatchObject({ mode: 'standard', scale: 1 });
    }
  });
});

describe('a session', () => {
  const soon = Math.floor(Date.now() / 1000) + 600;
  const session = { token: 't', role: 'member' as const, expiresAt: soon };

  it('is kept for the tab, or for the device when it is wished for', async () => {
    vi.resetModules();
    const { beginSession } = await import('./session');
    beginSession(session, false);
    expect([sessionStorage.length, localStorage.length]).toEqual([1, 0]);
    sessionStorage.clear();
    beginSession(session, true);
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 1]);
  });

  it('is over when its time is, and says when the branch ended it', async () => {
    sessionStorage.setItem('timebank.session', JSON.stringify({ ...session, expiresAt: 1 }));
    vi.resetModules();
    const module = await import('./session');
    expect(module.session()).toBeUndefined();
    module.beginSession(session, false);
    module.endSession(true);
    expect([module.session(), module.wasEnded(), sessionStorage.length]).toEqual([undefined, true, 0]);
  });
});
