import { Problem } from '@timebank/shared/api/client';
import { useRef, useState } from 'react';
import { useWords } from '../app/words';
import { Button } from '../components/Button';
import { ProblemNotice } from '../components/Notice';

/** Has a code sent to a phone; once more when none came. */
export function SendCode({ again, send }: { again: boolean; send: () => Promise<void> }) {
  const { register } = useWords().entry;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const running = useRef(false);
  const press = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await send();
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setProblem(cause);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return (
    <>
      <Button kind="secondary" busy={busy} onClick={() => void press()}>
        {again ? register.sendAgain : register.sendCode}
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
