import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { InferenceError } from '../../../activities/inference/index.ts';
import { failing, faultyStore, hanging } from '../../faulty-store.ts';
import { attemptShard, committed, importedCampaign, journalOf } from './scenario.ts';
import { scriptedGateway } from './scripted-gateway.ts';

const forever = (): Promise<never> => new Promise(() => undefined);
const someTurns = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('cancellation of a shard', () => {
  afterEach(() => void jest.useRealTimers());

  it('reaches the requests in flight, and what was answered before is journaled', async () => {
    const store = await importedCampaign([['a', 'b', 'c']]);
    const gateway = scriptedGateway(({ prompt }) => (prompt === 'a' ? {} : forever()));
    const cancel = new AbortController();
    const running = attemptShard(store, gateway, { signal: cancel.signal });
    const reason = new Error('cancelled');
    const ended = running.catch((error: unknown) => error);
    await someTurns();
    expect(gateway.inFlight()).toBe(2);
    cancel.abort(reason);
    expect(await ended).toBe(reason);
    expect(gateway.inFlight()).toBe(0);
    expect(gateway.asked.every(({ signal }) => signal.aborted)).toBe(true);
    expect((await journalOf(store)).all).toHaveLength(1);
    await expect(committed(store)).rejects.toThrow('no commit');
    const resumed = scriptedGateway(() => ({}));
    await attemptShard(store, resumed);
    expect(resumed.asked.map(({ prompt }) => prompt)).toEqual(['b', 'c']);
  });

  it('ends within ten seconds even where the store hangs', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    const store = await importedCampaign([['a', 'b']]);
    const faulty = faultyStore(store, (key) => (key.includes('/journal/') ? hanging : undefined));
    const gateway = scriptedGateway(({ prompt }) => (prompt === 'a' ? {} : forever()));
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    let ended: unknown;
    attemptShard(faulty, gateway, { signal: cancel.signal }).catch((error: unknown) => (ended = error));
    await someTurns();
    await jest.advanceTimersByTimeAsync(3_000);
    cancel.abort(reason);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(ended).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(ended).toBe(reason);
  });

  it('ends a shard that only waits for its journal to become durable', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    const store = await importedCampaign([['a']]);
    const faulty = faultyStore(store, (key) => (key.includes('/journal/') ? hanging : undefined));
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    let ended: unknown;
    attemptShard(
      faulty,
      scriptedGateway(() => ({})),
      { signal: cancel.signal },
    ).catch((error: unknown) => (ended = error));
    await someTurns();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(ended).toBeUndefined();
    cancel.abort(reason);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(ended).toBe(reason);
  });
});

describe('a fatal answer', () => {
  const fatal = new InferenceError('fatal', 'the API key was refused', { reason: 'http_401', status: 401 });

  it('ends the shard with endpoint_rejects, the others in flight, and journals what was answered', async () => {
    const store = await importedCampaign([['a', 'b', 'c']]);
    const gateway = scriptedGateway(async ({ prompt }) => {
      if (prompt === 'a') return {};
      if (prompt === 'b') return forever();
      await someTurns();
      return fatal;
    });
    await expect(attemptShard(store, gateway)).rejects.toMatchObject({
      code: 'endpoint_rejects',
      message: 'models.generator: the API key was refused',
    });
    expect(gateway.inFlight()).toBe(0);
    expect((await journalOf(store)).all.map(({ answer }) => answer)).toEqual(['answer to a']);
    await expect(committed(store)).rejects.toThrow('no commit');
  });

  it('is what is told, also where the journal fails after it', async () => {
    const store = await importedCampaign([['a', 'b']]);
    const faulty = faultyStore(store, (key) =>
      key.includes('/journal/') ? failing(new Error('the store went away')) : undefined,
    );
    const gateway = scriptedGateway(({ prompt }) => (prompt === 'a' ? {} : fatal));
    await expect(attemptShard(faulty, gateway)).rejects.toMatchObject({ code: 'endpoint_rejects' });
  });
});
