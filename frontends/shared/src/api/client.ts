import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';

/** A schema of the API by name. */
export type Schemas = components['schemas'];
/** Everything that was asked for and becomes a fact on the ledger, or does not. */
export type Action = Schemas['ActionView'];

/** What the client itself may say beside the codes of the API. */
export type ClientCode = 'client.offline' | 'client.unreadable' | 'client.unknown_outcome';

/** Why something did not work: a stable code and the sentences that the branch gives for it. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly sentence: { zh?: string; en?: string };
  readonly triesLeft: number | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: string, status: number, more: Partial<Pick<Problem, 'sentence' | 'triesLeft' | 'retryAfter'>> = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.sentence = more.sentence ?? {};
    this.triesLeft = more.triesLeft;
    this.retryAfter = more.retryAfter;
  }

  /** Whether asking again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** Whether nobody knows if the request arrived: the same one may be sent again under the same key. */
  get unknownOutcome(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

function isDocument(body: unknown): body is Schemas['Problem'] {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

/** The problem that an answer without success tells. */
export function problemOf(status: number, body: unknown): Problem {
  if (!isDocument(body)) return new Problem('client.unreadable', status);
  return new Problem(body.code, status, {
    sentence: { en: body.title, zh: body.title_zh },
    triesLeft: body.tries_left ?? undefined,
    retryAfter: body.retry_after ?? undefined,
  });
}

/** What openapi-fetch gives for a request. */
interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; throws the [Problem] of any other, and of a request that did not arrive. */
export async function unwrap<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw cause instanceof SyntaxError ? new Problem('client.unreadable', 502) : new Problem('client.offline', 0);
  }
  if (!answer.response.ok) throw problemOf(answer.response.status, answer.error);
  return answer.data as T;
}

export interface ApiOptions {
  /** Where the branch is; nothing for the page's own origin. */
  baseUrl?: string;
  /** The token of the session, if there is one. */
  token: () => string | undefined;
  /** Called when the branch does not know the session any more. */
  onSessionEnd?: () => void;
  fetch?: (request: Request) => Promise<Response>;
}

/** A client of one branch. */
export function createApi(options: ApiOptions) {
  const client = createClient<paths>({
    baseUrl: options.baseUrl ?? '',
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
  const session: Middleware = {
    onRequest({ request }) {
      const token = options.token();
      if (token) request.headers.set('Authorization', `Bearer ${token}`);
      return request;
    },
    onResponse({ request, response }) {
      if (response.status === 401 && request.headers.has('Authorization')) options.onSessionEnd?.();
      return undefined;
    },
  };
  client.use(session);
  return client;
}

export type Api = ReturnType<typeof createApi>;
