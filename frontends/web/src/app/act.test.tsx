import type { Action } from '@timebank/shared/api/client';
import { Problem } from '@timebank/shared/api/client';
import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useAct } from './act';

const done = { id: 'a', kind: 'enrol', state: 'done', height: 7, events: [] } as unknown as Action;

describe('a button that changes the ledger', () => {
  it('sends once however often it is pressed', async () => {
    const { result } = renderHook(useAct);
    let release: (action: Action) => void = () => {};
    let sent = 0;
    const send = () => {
      sent += 1;
      return new Promise<Action>((resolve) => (release = resolve));
    };
    await act(async () => {
      void result.current.run('enrol', send);
      void result.current.run('enrol', send);
    });
    expect(result.current.busy).toBe(true);
    await act(async () => release(done));
    expect(sent).toBe(1);
    expect(result.current.progress).toEqual({ at: 'done', action: done });
  });

  it('repeats under the same key while nobody knows whether it arrived, and under a new one after an answer', async () => {
    const { result } = renderHook(useAct);
    const keys: string[] = [];
    const answers: (Problem | Action)[] = [
      new Problem('client.offline', 0),
      new Problem('system.busy', 503),
      new Problem('time.insufficient', 409),
      done,
    ];
    const send = async (key: string) => {
      keys.push(key);
      const answer = answers.shift()!;
      if (answer instanceof Problem) throw answer;
      return answer;
    };
    for (let press = 0; press < 4; press += 1) await act(async () => void (await result.current.run('pay', send)));
    expect(keys[0]).toBe(keys[1]);
    expect(keys[1]).toBe(keys[2]);
    expect(keys[2]).not.toBe(keys[3]);
    expect(result.current.progress.at).toBe('done');
  });

  it('has another key for another request', async () => {
    const { result } = renderHook(useAct);
    const keys: string[] = [];
    const send = async (key: string) => {
      keys.push(key);
      throw new Problem('client.offline', 0);
    };
    await act(async () => void (await result.current.run(['pay', 1], send)));
    await act(async () => void (await result.current.run(['pay', 2], send)));
    expect(keys[0]).not.toBe(keys[1]);
    expect(result.current.problem?.code).toBe('client.offline');
  });
});
