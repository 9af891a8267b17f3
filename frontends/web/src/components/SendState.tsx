import { Problem } from '@timebank/shared/api/client';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { ProblemNotice } from './Notice';

interface State {
  busy: boolean;
  problem: Problem | undefined;
}

/** A button with the problem of its last press below it. */
export function SendState({ of, children }: { of: State; children: ReactNode }) {
  return (
    <>
      {children}
      {of.problem && <ProblemNotice problem={of.problem} />}
    </>
  );
}

/** What is sent without changing the ledger: once at a time, with its problem kept. Whether it worked. */
export function useSend(): [State, (send: () => Promise<void>) => Promise<boolean>] {
  const [state, setState] = useState<State>({ busy: false, problem: undefined });
  const running = useRef(false);
  const run = useCallback(async (send: () => Promise<void>) => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true, problem: undefined });
    try {
      await send();
      setState({ busy: false, problem: undefined });
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setState({ busy: false, problem });
      return false;
    } finally {
      running.current = false;
    }
  }, []);
  return [state, run];
}
