import { useEffect, useState } from 'react';
import type { Progress as State } from '../app/act';
import { useWords } from '../app/words';
import { Notice, ProblemNotice } from './Notice';

/** Milliseconds after which somebody is told that it takes longer. */
const SLOW = 12_000;

/** Tells how far an action is: sent, received, in the ledger, or refused. Says nothing before it has begun. */
export function Progress({ of, done }: { of: State; done?: string }) {
  const { action } = useWords().common;
  switch (of.at) {
    case 'idle':
      return null;
    case 'sending':
      return <Notice tone="wait" title={action.sending} />;
    case 'pending':
      return (
        <Notice tone="wait" title={action.pending}>
          <Slow key={of.since} />
        </Notice>
      );
    case 'done':
      return (
        <Notice tone="good" title={done ?? action.done}>
          {of.action.height && <p>{action.atHeight(of.action.height)}</p>}
        </Notice>
      );
    case 'failed':
      return <ProblemNotice problem={of.problem} />;
  }
}

/** After a while: that it takes longer, and that nobody has to stay. */
function Slow() {
  const { action } = useWords().common;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW);
    return () => clearTimeout(timer);
  }, []);
  return slow ? <p>{action.slow}</p> : null;
}
