import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { allEnded } from '../../../recipes/all-ended.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';

const later = async <T>(ms: number, end: () => T): Promise<T> => {
  await sleep(ms);
  return end();
};
const fail = (reason: string) => () => {
  throw new ItemFailure(reason, reason);
};

describe('calls made at once', () => {
  it('give their results in order', async () => {
    expect(await allEnded([later(5, () => 'a'), later(1, () => 2)])).toEqual(['a', 2]);
  });

  it('fail by the first in order, not in time, and only when all have ended', async () => {
    const ended: string[] = [];
    const slow = later(20, () => (ended.push('slow'), fail('slow')()));
    await expect(allEnded([slow, later(1, fail('quick'))])).rejects.toMatchObject({ reason: 'slow' });
    expect(ended).toEqual(['slow']);
  });

  it('tell of trouble with the world before an item’s own', async () => {
    const lost = later(5, () => {
      throw new Error('the endpoint is gone');
    });
    await expect(allEnded([later(1, fail('refused')), lost])).rejects.toThrow('the endpoint is gone');
  });
});
