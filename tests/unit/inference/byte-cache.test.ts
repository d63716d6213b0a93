import { describe, expect, it } from '@jest/globals';
import { createByteCache } from '../../../activities/inference/images/byte-cache.ts';

const { signal } = new AbortController();
const cacheOf = (maxBytes: number) => createByteCache<string>({ maxBytes, sizeOf: (value) => value.length });

describe('the image cache', () => {
  it('loads a key once for all who ask at the same time', async () => {
    const cache = cacheOf(100);
    let loads = 0;
    const load = async () => `${(loads += 1)}`;
    expect(await Promise.all([1, 2, 3].map(() => cache.get('a', load, signal)))).toEqual(['1', '1', '1']);
    expect(await cache.get('a', load, signal)).toBe('1');
  });

  it('keeps within its bytes and drops what was not used for longest', async () => {
    const cache = cacheOf(10);
    const loaded: string[] = [];
    const get = (key: string) =>
      cache.get(
        key,
        async () => {
          loaded.push(key);
          return 'xxxx';
        },
        signal,
      );
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
    expect(loaded).toEqual(['a', 'b', 'c', 'b']);
    expect(cache.bytes).toBeLessThanOrEqual(10);
  });

  it('forgets a failed load', async () => {
    const cache = cacheOf(10);
    await expect(cache.get('a', () => Promise.reject(new Error('away')), signal)).rejects.toThrow('away');
    expect(await cache.get('a', async () => 'there', signal)).toBe('there');
  });

  it('counts a key once, also where a load that was given up ends after the one that replaced it', async () => {
    const cache = cacheOf(10);
    const leave = new AbortController();
    let late = (_: string): void => undefined;
    const givenUp = cache.get('a', () => new Promise<string>((resolve) => (late = resolve)), leave.signal);
    leave.abort(new Error('left'));
    await expect(givenUp).rejects.toThrow('left');
    await cache.get('a', async () => 'xxxx', signal);
    late('xxxx');
    await new Promise((resolve) => setImmediate(resolve));
    expect(cache.bytes).toBe(4);
  });

  it('aborts a load only when all who wait have aborted', async () => {
    const cache = cacheOf(10);
    const [one, two] = [new AbortController(), new AbortController()];
    let aborted = false;
    const load = (loading: AbortSignal) =>
      new Promise<string>((_, reject) => {
        loading.addEventListener('abort', () => {
          aborted = true;
          reject(loading.reason);
        });
      });
    const waiting = [cache.get('a', load, one.signal), cache.get('a', load, two.signal)];
    one.abort(new Error('first'));
    await expect(waiting[0]).rejects.toThrow('first');
    expect(aborted).toBe(false);
    two.abort(new Error('second'));
    await expect(waiting[1]).rejects.toThrow('second');
    expect(aborted).toBe(true);
    expect(await cache.get('a', async () => 'again', signal)).toBe('again');
  });
});
