import { useSyncExternalStore } from 'react';

/** Whether the device has a network, as far as it knows, and since when it last had none. */
interface Network {
  online: boolean;
  /** Seconds of Unix time; nothing while the network was there all the time. */
  since: number | undefined;
}

let current: Network = { online: navigator.onLine, since: undefined };

function subscribe(listener: () => void) {
  const look = () => {
    const lost = current.online && !navigator.onLine;
    current = { online: navigator.onLine, since: lost ? Date.now() / 1000 : current.since };
    listener();
  };
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  return () => {
    window.removeEventListener('online', look);
    window.removeEventListener('offline', look);
  };
}

export function useOnline(): Network {
  return useSyncExternalStore(subscribe, () => current);
}
