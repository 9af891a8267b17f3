import { watch } from '@timebank/shared/api/stream';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { refresh } from './api';
import { useSession } from './session';

const Topics = createContext<(topic: string) => () => void>(() => () => {});

/** Follows what happens to the member and to the activities on the screen, and asks for them again when something did. */
export function Live({ children }: { children: ReactNode }) {
  const token = useSession()?.token;
  const [topics, setTopics] = useState<ReadonlyMap<string, number>>(new Map());
  const wanted = ['me', ...[...topics.keys()].sort()].join(',');

  useEffect(() => {
    if (!token) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Several things of one block come at once.
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), 150);
    };
    let opened = false;
    const onOpen = () => {
      if (opened) soon();
      opened = true;
    };
    void watch({ topics: wanted.split(','), token, signal: stop.signal, onItem: soon, onOpen });
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [token, wanted]);

  const follow = useMemo(() => {
    const count = (topic: string, change: number) =>
      setTopics((before) => {
        const after = new Map(before);
        const number = (after.get(topic) ?? 0) + change;
        if (number > 0) after.set(topic, number);
        else after.delete(topic);
        return after;
      });
    return (topic: string) => {
      count(topic, 1);
      return () => count(topic, -1);
    };
  }, []);
  return <Topics value={follow}>{children}</Topics>;
}

/** Keeps what belongs to an activity up to date while it is on the screen. */
export function useLiveActivity(id: number): void {
  const follow = useContext(Topics);
  useEffect(() => follow(`activity:${id}`), [follow, id]);
}
