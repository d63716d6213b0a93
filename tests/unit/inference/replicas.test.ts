import { afterEach, describe, expect, it } from '@jest/globals';
import { InferenceError } from '../../../activities/inference/errors.ts';
import { createReplicas, type Lease, type Replicas } from '../../../activities/inference/replicas.ts';

const failed = new InferenceError('transient', 'reset', { reason: 'connection_reset' });
const refused = new InferenceError('bad_request', 'too long', { reason: 'http_400' });
const created: Replicas[] = [];
afterEach(() => created.splice(0).forEach((replicas) => replicas.close()));

function replicasOf(urls: readonly string[], onChange: () => void = () => {}): Replicas {
  const replicas = createReplicas(urls, onChange);
  created.push(replicas);
  return replicas;
}
function claim(replicas: Replicas, affinity?: string): Lease {
  const lease = replicas.claim(affinity);
  if (lease === undefined) throw new Error('all are out');
  return lease;
}
function failOften(replicas: Replicas, url: string, times: number): void {
  for (let n = 0; n < times;) {
    const lease = claim(replicas);
    if (lease.url === url) n += 1;
    replicas.settle(lease, lease.url === url ? failed : undefined);
  }
}

describe('base URLs', () => {
  it('share the load evenly', () => {
    const replicas = replicasOf(['a', 'b', 'c']);
    for (let n = 0; n < 30; n += 1) claim(replicas);
    expect(replicas.status().map(({ inFlight }) => inFlight)).toEqual([10, 10, 10]);
  });

  it('keep an affinity as long as the load stays even', () => {
    const replicas = replicasOf(['a', 'b', 'c']);
    const { url } = claim(replicas, 'photo');
    for (let n = 0; n < 3; n += 1) expect(claim(replicas, 'photo').url).toBe(url);
    for (let n = 0; n < 30; n += 1) claim(replicas, 'photo');
    const loads = replicas.status().map(({ inFlight }) => inFlight);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(6);
  });

  it('are out after five failures in a row, and only then', () => {
    const replicas = replicasOf(['a', 'b']);
    failOften(replicas, 'a', 4);
    expect(replicas.status()[0]?.state).toBe('up');
    failOften(replicas, 'a', 1);
    expect(replicas.status()[0]).toMatchObject({ state: 'out', failure: 'reset' });
    for (let n = 0; n < 10; n += 1) expect(claim(replicas).url).toBe('b');
  });

  it('are alive when they refuse a request', () => {
    const replicas = replicasOf(['a']);
    for (let n = 0; n < 20; n += 1) replicas.settle(claim(replicas), n % 5 === 4 ? refused : failed);
    expect(replicas.status()[0]?.state).toBe('up');
  });

  it('are asked by one request at a time once their time is over', async () => {
    let changed: () => void = () => {};
    const replicas = replicasOf(['a'], () => changed());
    failOften(replicas, 'a', 5);
    expect(replicas.claim(undefined)).toBeUndefined();
    await new Promise<void>((resolve) => (changed = resolve));
    const probe = claim(replicas);
    expect(probe.probe).toBe(true);
    expect(replicas.claim(undefined)).toBeUndefined();
    replicas.settle(probe, undefined);
    expect(replicas.status()[0]?.state).toBe('up');
  });

  it('that are removed take no more requests, and those under way end quietly', () => {
    const replicas = replicasOf(['a']);
    const old = claim(replicas);
    replicas.configure(['b']);
    expect(claim(replicas).url).toBe('b');
    replicas.settle(old, failed);
    expect(replicas.status()).toEqual([{ url: 'b', inFlight: 1, state: 'up' }]);
  });
});
