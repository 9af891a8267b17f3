import { follow, newKey } from '@timebank/shared/api/actions';
import { type Action, Problem } from '@timebank/shared/api/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, refresh } from './api';

/** How far something is that was asked for and changes the ledger. */
export type Progress =
  | { at: 'idle' }
  | { at: 'sending' }
  /** The branch has it; the ledger not yet. */
  | { at: 'pending'; action: Action; since: number }
  | { at: 'done'; action: Action }
  | { at: 'failed'; problem: Problem };

/** Sends a request under an idempotency key: the action that the branch accepted. */
export type Send = (key: string) => Promise<Action>;

export interface Act {
  progress: Progress;
  busy: boolean;
  /** The problem of the last try. */
  problem: Problem | undefined;
  /**
   * Sends and follows until it is final. `what` tells one request from another: while nobody knows whether the last one arrived,
   * the same one goes out again under the same key, and takes effect once. Nothing is sent while one is under way.
   * The final action; nothing when it failed.
   */
  run: (what: unknown, send: Send) => Promise<Action | undefined>;
  reset: () => void;
}

/** One button that changes the ledger. */
export function useAct(): Act {
  const [progress, setProgress] = useState<Progress>({ at: 'idle' });
  const attempt = useRef<{ what: string; key: string } | undefined>(undefined);
  const running = useRef(false);
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);

  const run = useCallback(async (what: unknown, send: Send) => {
    if (running.current) return undefined;
    running.current = true;
    const show = (progress: Progress) => {
      if (!left.current) setProgress(progress);
    };
    const identity = JSON.stringify(what);
    if (attempt.current?.what !== identity) attempt.current = { what: identity, key: newKey() };
    show({ at: 'sending' });
    try {
      const accepted = await send(attempt.current.key);
      const since = Date.now();
      const action = await follow(api, accepted, { onPending: (action) => show({ at: 'pending', action, since }) });
      attempt.current = undefined;
      // What is shown is of before: it is read anew before the screen says that it is done.
      await refresh();
      show({ at: 'done', action });
      return action;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (!problem.unknownOutcome) attempt.current = undefined;
      show({ at: 'failed', problem });
      void refresh();
      return undefined;
    } finally {
      running.current = false;
    }
  }, []);

  const reset = useCallback(() => setProgress({ at: 'idle' }), []);
  return {
    progress,
    busy: progress.at === 'sending' || progress.at === 'pending',
    problem: progress.at === 'failed' ? progress.problem : undefined,
    run,
    reset,
  };
}
