import { Problem } from '@timebank/shared/api/client';
import type { ReactNode } from 'react';
import { useCodes, useLanguage, useWords } from '../app/words';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';

type Tone = 'good' | 'info' | 'wait' | 'bad';
const ICONS: Record<Tone, IconName> = { good: 'check', info: 'info', wait: 'wait', bad: 'warn' };

/** Something to know, with a sign that needs no colour. */
export function Notice({ tone = 'info', title, children }: { tone?: Tone; title?: string; children?: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[tone]} />
      <div>
        {title && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** The sentence for a problem, in the language of the screens. */
export function useSentence(): (problem: Problem) => string {
  const { common } = useWords();
  const language = useLanguage();
  const codes = useCodes();
  return (problem) =>
    (common.client as Record<string, string>)[problem.code] ??
    problem.sentence[language] ??
    codes[problem.code] ??
    codes['system.internal'] ??
    problem.code;
}

/** Why something did not work, and what to do about it. */
export function ProblemNotice({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const { common } = useWords();
  const sentence = useSentence();
  const remedy = common.remedies[problem.code];
  const { triesLeft, retryAfter } = problem;
  return (
    <Notice tone="bad" title={sentence(problem)}>
      {remedy && <p>{remedy}</p>}
      {triesLeft !== undefined && <p>{common.problem.triesLeft(triesLeft)}</p>}
      {retryAfter !== undefined && <p>{common.problem.retryAfter(retryAfter)}</p>}
      <p className="code">{common.problem.code(problem.code)}</p>
      {onRetry && (
        <Button kind="secondary" onClick={onRetry}>
          {common.again}
        </Button>
      )}
    </Notice>
  );
}
