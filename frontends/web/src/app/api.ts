import { createApi, Problem, unwrap } from '@timebank/shared/api/client';
import type { paths } from '@timebank/shared/api/schema';
import {
  type InfiniteData,
  QueryClient,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { FetchOptions } from 'openapi-fetch';
import { reached } from './online';
import { endSession, onSession, session } from './session';

/** The branch that serves this page. */
export const api = createApi({ token: () => session()?.token, onSessionEnd: () => endSession(true) });

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Without a network the last known answer is shown and asked for again when the network is back.
      networkMode: 'online',
      retry: (count, problem) => problem instanceof Problem && problem.passing && count < 3,
      retryDelay: (count, problem) =>
        problem instanceof Problem && problem.retryAfter ? problem.retryAfter * 1000 : 500 * 2 ** count,
    },
  },
});

// What one person was shown is not for the next one on the same device.
onSession(() => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== '/v1/site' }));

/** Paths that can be read. */
type Readable = {
  [P in keyof paths]: paths[P] extends { get: object } ? (paths[P]['get'] extends never ? never : P) : never;
}[keyof paths];
type Get<P extends Readable> = paths[P] extends { get: infer Operation } ? Operation : never;
/** What is asked for beside the path: `params: { path, query }`. */
export type Ask<P extends Readable> = FetchOptions<Get<P>>;
type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;
/** What a path answers with. */
export type Answer<P extends Readable> = Get<P> extends { responses: { 200: infer R } } ? Json<R> : never;

/** When the branch was last asked for something, in milliseconds: a session of an administrator ends when it is not. */
let asked = Date.now();
export const lastAsked = () => asked;
api.use({
  onRequest: () => {
    asked = Date.now();
    return undefined;
  },
});

/** Reads one path now. */
export async function read<P extends Readable>(path: P, ask?: Ask<P>): Promise<Answer<P>> {
  // The client's own types are not made for a path that is a parameter.
  const get = api.GET as (path: P, ask?: Ask<P>) => Promise<{ data?: Answer<P>; error?: unknown; response: Response }>;
  try {
    const answer = await unwrap(get(path, ask));
    reached(true);
    return answer;
  } catch (problem) {
    reached(!(problem instanceof Problem) || (problem.code !== 'client.offline' && problem.code !== 'client.unreadable'));
    throw problem;
  }
}

interface GetOptions<T> {
  enabled?: boolean;
  refetchInterval?: (query: { state: { data: T | undefined } }) => number | false;
}

/** A path's answer, kept up to date. */
export function useGet<P extends Readable>(
  path: P,
  ask?: Ask<P>,
  options?: GetOptions<Answer<P>>,
): UseQueryResult<Answer<P>, Problem> {
  return useQuery({ queryKey: [path, ask?.params], queryFn: () => read(path, ask), ...options });
}

type Pages<P extends Readable> = UseInfiniteQueryResult<InfiniteData<Answer<P>>, Problem>;

/** A list that comes in pages, each of which names the `next`. */
export function usePages<P extends Readable>(path: P, ask?: Ask<P>): Pages<P> {
  return useInfiniteQuery({
    queryKey: [path, ask?.params, 'pages'],
    queryFn: ({ pageParam }) => {
      const params = { ...ask?.params, query: { ...ask?.params?.query, ...(pageParam ? { cursor: pageParam } : {}) } };
      return read(path, { ...ask, params } as Ask<P>);
    },
    initialPageParam: '',
    getNextPageParam: (last) => (last as { next?: string | null }).next ?? undefined,
  });
}

/** What is on the screen is asked for again: something of one's own has changed. */
export function refresh(): Promise<void> {
  return queries.invalidateQueries();
}
