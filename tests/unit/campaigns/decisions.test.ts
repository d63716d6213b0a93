import { describe, expect, it } from '@jest/globals';
import {
  firstRoundOf,
  newestRevision,
  readDecisions,
  recordDecision,
  type Decision,
} from '../../../activities/campaigns/decisions.ts';
import { faultyStore, replyLost } from '../../faulty-store.ts';
import { memoryStore } from '../../memory-store.ts';

const decision = (id: string, fields: Partial<Decision> = {}): Decision => ({
  v: 1,
  id,
  kind: 'pause',
  at: '2026-01-01T00:00:00.000Z',
  ...fields,
});
const idsIn = async (store: Parameters<typeof readDecisions>[0]) =>
  (await readDecisions(store, 'c')).map(({ id }) => id);

describe('decisions', () => {
  it('stand in the order in which they were recorded', async () => {
    const store = memoryStore();
    for (const id of ['launch', 'pause', 'unpause']) await recordDecision(store, 'c', decision(id));
    expect(await idsIn(store)).toEqual(['launch', 'pause', 'unpause']);
    expect(await readDecisions(store, 'other')).toEqual([]);
  });

  it('recorded twice are one, the first', async () => {
    const store = memoryStore();
    await recordDecision(store, 'c', decision('a', { reason: 'first' }));
    await recordDecision(store, 'c', decision('b'));
    await recordDecision(store, 'c', decision('a', { reason: 'again', at: '2027-01-01T00:00:00.000Z' }));
    expect((await readDecisions(store, 'c')).map(({ reason }) => reason)).toEqual(['first', undefined]);
  });

  it('whose reply was lost are one', async () => {
    const store = memoryStore();
    await recordDecision(
      faultyStore(store, () => replyLost),
      'c',
      decision('a'),
    );
    expect(await idsIn(store)).toEqual(['a']);
  });

  it('of recorders at the same time all land, each once', async () => {
    const store = memoryStore();
    const ids = Array.from({ length: 12 }, (_, i) => `d${i}`);
    await Promise.all([...ids, ...ids].map((id) => recordDecision(store, 'c', decision(id))));
    expect([...(await idsIn(store))].sort()).toEqual([...ids].sort());
  });

  it('tell the newest revision and the first round it concerns', () => {
    const retries = [
      decision('l', { kind: 'launch' }),
      decision('r2', { kind: 'retry', revision: 2, round: 2 }),
      decision('r3', { kind: 'retry', revision: 3 }),
    ];
    expect(newestRevision([])).toBe(1);
    expect(newestRevision(retries)).toBe(3);
    expect(firstRoundOf(retries, 2)).toBe(2);
    expect(firstRoundOf(retries, 3)).toBe(1);
  });
});
