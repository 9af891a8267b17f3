import { clock } from '@timebank/shared/format/time';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../components/Button';
import { Icon, type IconName } from '../components/Icon';
import { Notice } from '../components/Notice';
import { lastAsked, refresh, useGet } from './api';
import { useOnline } from './online';
import { ReadAloud } from './ReadAloud';
import { useSession } from './session';
import { changeSettings, useSettings } from './settings';
import { useCodes, useLanguage, useWords } from './words';

/** Milliseconds after which the branch is asked again when it did not answer. */
const RETRY = 5_000;
/** Seconds before the end of a login in which its owner is told. */
const WARN = 600;

/** What stands around every screen: name, elder mode, language, navigation, help. */
export function Shell({ children }: { children: ReactNode }) {
  const { common } = useWords();
  const session = useSession();
  return (
    <>
      <a className="skip" href="#main">
        {common.skipToContent}
      </a>
      <header className="header">
        <Link href="/" className="brand">
          <Icon name="time" />
          <span>{common.brand}</span>
        </Link>
        <div className="switches">
          <LanguageSwitch />
          <ReadAloud />
          <ElderSwitch />
        </div>
      </header>
      {session && <Navigation office={session.role === 'administrator'} />}
      <main id="main" tabIndex={-1}>
        <Offline />
        {session && <Ending at={session.expiresAt} />}
        {session?.role === 'administrator' && <Idle />}
        {children}
      </main>
      <Help />
    </>
  );
}

function LanguageSwitch() {
  const { common } = useWords();
  const { language } = useSettings();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="button button-quiet"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      // The screen changes when the words are there, not before.
      onClick={() =>
        void Promise.all([useWords.preload(other), useCodes.preload(other)]).then(() => changeSettings({ language: other }))
      }
    >
      {common.languages[other]}
    </button>
  );
}

function ElderSwitch() {
  const { elder } = useWords().common;
  const { mode } = useSettings();
  const on = mode === 'elder';
  return (
    <button
      type="button"
      className="button button-secondary"
      aria-pressed={on}
      onClick={() => changeSettings({ mode: on ? 'standard' : 'elder', asked: true })}
    >
      <Icon name="large" />
      <span>{elder.name}</span>
    </button>
  );
}

function Navigation({ office }: { office: boolean }) {
  const { common } = useWords();
  const [location] = useLocation();
  const items: readonly (readonly [string, IconName, string])[] = [
    ['/', 'home', common.menu.home],
    ['/find', 'find', common.menu.find],
    ['/mine', 'mine', common.menu.mine],
    ['/time', 'time', common.menu.time],
    office ? ['/admin', 'check', common.menu.admin] : ['/me', 'me', common.menu.me],
  ];
  const here = (path: string) => (path === '/' ? location === '/' : location.startsWith(path));
  return (
    <nav className="navigation" aria-label={common.mainNavigation}>
      {items.map(([path, icon, name]) => (
        <Link key={path} href={path} aria-current={here(path) ? 'page' : undefined} data-main="">
          <Icon name={icon} />
          <span>{name}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Says when there is no network, since when, and when it is back. */
function Offline() {
  const { offline } = useWords().common;
  const language = useLanguage();
  const { online, since } = useOnline();
  useEffect(() => {
    if (online) return;
    const timer = setInterval(() => void refresh(), RETRY);
    return () => clearInterval(timer);
  }, [online]);
  if (online) return since === undefined ? null : <BackOnline key={since} />;
  return <Notice tone="bad" title={since === undefined ? offline.now : offline.since(clock(since, language))} />;
}

function BackOnline() {
  const { offline } = useWords().common;
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), 20_000);
    return () => clearTimeout(timer);
  }, []);
  return shown ? <Notice tone="good" title={offline.back} /> : null;
}

/** Tells that a login ends soon, in time to finish. */
function Ending({ at }: { at: number }) {
  const { common } = useWords();
  const language = useLanguage();
  const [soon, setSoon] = useState(false);
  useEffect(() => {
    const left = at - WARN - Date.now() / 1000;
    // Timers cannot wait for longer than 24 days.
    const timer = setTimeout(() => setSoon(true), Math.min(Math.max(left, 0), 2_000_000) * 1000);
    return () => clearTimeout(timer);
  }, [at]);
  return soon ? <Notice tone="wait" title={common.sessionEnding(clock(at, language))} /> : null;
}

/** Minutes without a request after which a session of an administrator is about to end, five before it does. */
const IDLE = 25 * 60_000;

/** Tells an administrator who reads for long that the login is about to end, and keeps it alive when asked to. */
function Idle() {
  const { common } = useWords();
  const [soon, setSoon] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => setSoon(Date.now() - lastAsked() > IDLE), 10_000);
    return () => clearInterval(timer);
  }, []);
  if (!soon) return null;
  const stay = () => void refresh().then(() => setSoon(false));
  return (
    <Notice tone="wait" title={common.idle}>
      <Button kind="secondary" onClick={stay}>
        {common.stay}
      </Button>
    </Notice>
  );
}

/** Where somebody finds a person who helps: on every screen, in the same place. */
function Help() {
  const { help } = useWords().common;
  const site = useGet('/v1/site');
  const phone = site.data?.help_phone;
  return (
    <footer className="footer">
      <Icon name="help" />
      <p>
        <strong>{help.title}</strong> {phone ? <a href={`tel:${phone}`}>{help.call(phone)}</a> : <span>{help.here}</span>}
      </p>
    </footer>
  );
}
