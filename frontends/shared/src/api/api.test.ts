import { describe, expect, it, vi } from 'vitest';
import { changing, follow } from './actions';
import { type Action, createApi, Problem, unwrap } from './client';
import { eventReader, watch } from './stream';

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  });

const action = (state: Action['state'], more: Partial<Action> = {}): Action => ({
  id: 'a1',
  kind: 'enrol',
  state,
  digest: '00',
  created: 0,
  valid_until: 4_000_000_000,
  events: [],
  ...more,
});

/** A client whose server gives these answers in order. */
function server(...answers: (Response | Error)[]) {
  const requests: Request[] = [];
  const ended = vi.fn();
  const api = createApi({
    baseUrl: 'http://branch.example',
    token: () => 'secret',
    onSessionEnd: ended,
    fetch: async (request) => {
      requests.push(request);
      const answer = answers.shift() ?? new Error('no more answers');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { api, requests, ended };
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const problem = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(problem instanceof Problem)) throw new Error(`no problem but ${String(problem)}`);
  return problem;
}

describe('a request', () => {
  it('carries the token of the session, and gives the body', async () => {
    const { api, requests } = server(json(200, { branch: 1 }));
    expect(await unwrap(api.GET('/v1/site'))).toEqual({ branch: 1 });
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer secret');
  });

  it('that is refused tells code, sentences, tries and when to come again', async () => {
    const { api } = server(
      json(423, {
        code: 'auth.locked',
        title: 'Locked.',
        title_zh: '已锁定。',
        status: 423,
        type: 'x',
        tries_left: 0,
        retry_after: 60,
      }),
    );
    const problem = await problemOf(unwrap(api.GET('/v1/me')));
    expect([problem.code, problem.status, problem.triesLeft, problem.retryAfter]).toEqual(['auth.locked', 423, 0, 60]);
    expect(problem.sentence).toEqual({ en: 'Locked.', zh: '已锁定。' });
    expect([problem.passing, problem.unknownOutcome]).toEqual([false, false]);
  });

  it('of a session that the branch does not know ends the session here', async () => {
    const { api, ended } = server(json(401, { code: 'auth.session', title: '', title_zh: '', status: 401, type: 'x' }));
    await problemOf(unwrap(api.GET('/v1/me')));
    expect(ended).toHaveBeenCalledOnce();
  });

  it('that does not arrive, or whose answer is no document, has a problem of its own', async () => {
    const offline = server(new TypeError('network'));
    const lost = await problemOf(unwrap(offline.api.GET('/v1/me')));
    expect([lost.code, lost.passing, lost.unknownOutcome]).toEqual(['client.offline', true, true]);
    const proxy = server(new Response('<html>502</html>', { status: 502, headers: { 'content-type': 'text/html' } }));
    expect((await problemOf(unwrap(proxy.api.GET('/v1/me')))).code).toBe('client.unreadable');
  });
});

describe('an action', () => {
  it('is followed until it is done, over a lost connection', async () => {
    const { api, requests } = server(
      json(200, action('sent')),
      new TypeError('network'),
      json(200, action('done', { height: 9 })),
    );
    vi.useFakeTimers();
    const states: string[] = [];
    const following = follow(api, action('accepted'), { onPending: ({ state }) => states.push(state), now: () => 1 });
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect((await following).height).toBe(9);
    expect(states).toEqual(['accepted', 'sent', 'sent']);
    expect(requests.every((request) => request.url.endsWith('/v1/actions/a1?wait=8'))).toBe(true);
  });

  it('that fails on the ledger is a problem with the code of the ledger', async () => {
    const { api } = server();
    const failed = action('failed', { code: 'time.insufficient', title: 'Not enough.', title_zh: '不足。' });
    const problem = await problemOf(follow(api, failed));
    expect([problem.code, problem.sentence.zh]).toEqual(['time.insufficient', '不足。']);
  });

  it('is given up when nothing can happen any more', async () => {
    const { api } = server();
    const problem = await problemOf(follow(api, action('accepted', { valid_until: 100 }), { now: () => 200 }));
    expect(problem.code).toBe('client.unknown_outcome');
  });

  it('names its key, and how long the branch may wait', () => {
    expect(changing('k')).toEqual({ 'Idempotency-Key': 'k', Prefer: 'wait=8' });
  });
});

describe('the stream', () => {
  it('is read whole however it is cut', () => {
    const text = ': keep-alive\n\nid: 7\nevent: enrolled\ndata: {"a":1}\n\nid: 8\ndata: one\ndata: two\n\n';
    for (const cut of [1, 3, 20, text.length]) {
      const read = eventReader();
      const items = [];
      for (let at = 0; at < text.length; at += cut) items.push(...read(text.slice(at, at + cut)));
      expect(items).toEqual([
        { id: '7', event: 'enrolled', data: '{"a":1}' },
        { id: '8', event: '', data: 'one\ntwo' },
      ]);
    }
  });

  it('begins anew where it was, and stops when it is refused', async () => {
    const asked: (string | null)[] = [];
    const answers = [new Response('id: 7\ndata: x\n\n'), new Response('', { status: 401 })];
    const items: string[] = [];
    await watch({
      topics: ['me', 'activity:7'],
      token: 't',
      signal: new AbortController().signal,
      pause: 1,
      onItem: ({ id }) => items.push(id),
      fetch: async (url, init) => {
        expect(url).toBe('/v1/stream?topics=me%2Cactivity%3A7');
        asked.push(new Headers(init?.headers).get('last-event-id'));
        return answers.shift()!;
      },
    });
    expect(asked).toEqual([null, '7']);
    expect(items).toEqual(['7']);
  });
});
