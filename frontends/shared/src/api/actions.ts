import { type Action, type Api, Problem, unwrap } from './client';

/** Seconds for which the branch may hold an answer back until the action is final. */
export const WAIT = 8;

/** Headers of a request that changes the ledger: the same key is the same request, however often it is sent. */
export function changing(key: string) {
  return { 'Idempotency-Key': key, Prefer: `wait=${WAIT}` };
}

/** A new key for a request. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** The problem of an action that failed on the ledger. */
function failure(action: Action): Problem {
  return new Problem(action.code ?? 'system.internal', 409, {
    sentence: { en: action.title ?? undefined, zh: action.title_zh ?? undefined },
  });
}

export interface FollowOptions {
  /** Called with every state it is found in before it is final. */
  onPending?: (action: Action) => void;
  signal?: AbortSignal;
  now?: () => number;
}

/**
 * Follows an accepted action until it is final: the action when it is done; throws the [Problem] with which it failed. Losing
 * the connection meanwhile changes nothing: it is asked for again.
 */
export async function follow(api: Api, accepted: Action, options: FollowOptions = {}): Promise<Action> {
  const now = options.now ?? (() => Date.now() / 1000);
  let action = accepted;
  for (;;) {
    if (action.state === 'done') return action;
    if (action.state === 'failed') throw failure(action);
    options.onPending?.(action);
    // A minute of grace: the ledger's clock decides, and the branch tells soon after.
    if (now() > action.valid_until + 60) throw new Problem('client.unknown_outcome', 0);
    const params = { path: { id: action.id }, query: { wait: WAIT } };
    try {
      action = await unwrap(api.GET('/v1/actions/{id}', { params, ...(options.signal ? { signal: options.signal } : {}) }));
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.passing) throw problem;
      await pause((problem.retryAfter ?? 2) * 1000, options.signal);
    }
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('aborted', 'AbortError'));
    });
  });
}
