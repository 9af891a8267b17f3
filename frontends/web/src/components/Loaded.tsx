import type { Problem } from '@timebank/shared/api/client';
import type { ReactNode } from 'react';
import { useWords } from '../app/words';
import { Icon, type IconName } from './Icon';
import { ProblemNotice } from './Notice';

/** Grey lines where something will stand. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { common } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={common.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}

/** Nothing is here, and what can be done about it. */
export function Empty({
  icon = 'info',
  title,
  hint,
  children,
}: {
  icon?: IconName;
  title: string;
  hint: string;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <p className="empty-title">{title}</p>
      <p>{hint}</p>
      {children}
    </div>
  );
}

interface Result<T> {
  data: T | undefined;
  error: Problem | null;
  refetch: () => unknown;
}

/** What was asked for: a skeleton before it is there, the problem if it cannot be had, the last known answer without a network. */
export function Loaded<T>({ of, lines, children }: { of: Result<T>; lines?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <ProblemNotice problem={of.error} onRetry={() => void of.refetch()} />;
  return <Skeleton lines={lines} />;
}
