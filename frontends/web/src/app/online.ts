import { useSyncExternalStore } from 'react';

/** Whether the branch can be reached, as far as is known, and since when it last could not. */
interface Network {
  online: boolean;
  /** Seconds of Unix time; nothing while it could be reached all the time. */
  since: number | undefined;
}

let current: Network = { online: navigator.onLine, since: undefined };
const listeners = new Set<() => void>();

function set(online: boolean): void {
  if (online === current.online) return;
  current = { online, since: online ? current.since : Date.now() / 1000 };
  for (const listener of listeners) listener();
}

// The device knows when it has no network; that it has one does not mean that the branch answers.
window.addEventListener('offline', () => set(false));
window.addEventListener('online', () => set(true));

/** Tells whether the branch answered. */
export function reached(answered: boolean): void {
  set(answered && navigator.onLine);
}

export function useOnline(): Network {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
