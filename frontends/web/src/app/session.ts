import type { Schemas } from '@timebank/shared/api/client';
import { useSyncExternalStore } from 'react';

/** Who is logged in on this device. */
export interface Session {
  token: string;
  role: Schemas['SessionRole'];
  /** Seconds of Unix time at which it ends in any case. */
  expiresAt: number;
}

const KEY = 'timebank.session';
/** Set while the reason for there being no session is that the branch ended it. */
let ended = false;

function parse(text: string | null): Session | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return undefined;
    const { token, role, expiresAt } = value as Partial<Record<keyof Session, unknown>>;
    if (typeof token !== 'string' || typeof expiresAt !== 'number') return undefined;
    if (role !== 'member' && role !== 'administrator') return undefined;
    return expiresAt * 1000 > Date.now() ? { token, role, expiresAt } : undefined;
  } catch {
    return undefined;
  }
}

/** What this tab has, or what the device keeps for every tab. */
function read(): Session | undefined {
  try {
    return parse(sessionStorage.getItem(KEY)) ?? parse(localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}

let current = read();
const listeners = new Set<() => void>();

function set(session: Session | undefined): void {
  current = session;
  for (const listener of listeners) listener();
}

/** Calls a listener whenever somebody logs in or out, here or in another tab. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function session(): Session | undefined {
  return current;
}

/** Keeps a session for this tab, or for the device. */
export function beginSession(session: Session, keep: boolean): void {
  ended = false;
  try {
    (keep ? localStorage : sessionStorage).setItem(KEY, JSON.stringify(session));
  } catch {
    // It holds until the page is closed.
  }
  set(session);
}

/** Forgets the session. `byBranch` says that the branch knows it no more. */
export function endSession(byBranch = false): void {
  if (!current) return;
  ended = byBranch;
  try {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
  set(undefined);
}

/** Whether the last session was ended by the branch, not by its owner. */
export function wasEnded(): boolean {
  return ended;
}

// Another tab has logged in or out.
window.addEventListener('storage', (event) => {
  if (event.key !== KEY) return;
  const next = read();
  if (next?.token !== current?.token) set(next);
});

export function useSession(): Session | undefined {
  return useSyncExternalStore(onSession, session);
}
