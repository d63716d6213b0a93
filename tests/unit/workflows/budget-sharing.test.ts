import { describe, expect, it } from '@jest/globals';
import { shareBudget } from '../../../workflows/budget-sharing.ts';

type Child = ReturnType<Parameters<typeof shareBudget>[1]>[number];

/** Partitions that note what they are told; there are none before `start`. */
function partitions(count: number) {
  const told: (readonly [partition: number, signal: string, unknown])[] = [];
  let children: readonly Child[] = [];
  return {
    told,
    children: () => children,
    start() {
      children = Array.from({ length: count }, (_, number) => ({
        signal: async (signal: { name: string }, ...args: unknown[]) => {
          told.push([number, signal.name, args[0]]);
        },
      })) as unknown as readonly Child[];
    },
  };
}

describe('a budget among partitions', () => {
  it('that is spent from the start ends them, also where all ask before the last is started', async () => {
    const { told, children, start } = partitions(2);
    const sharing = shareBudget({ tokens: 0 }, children);
    await sharing.asked(0);
    await sharing.asked(1);
    start();
    await sharing.opened();
    expect(told.map(([number, signal]) => [number, signal])).toEqual([
      [0, 'budget-end'],
      [1, 'budget-end'],
    ]);
  });

  it('that is raised while they start reaches the one that asked', async () => {
    const { told, children, start } = partitions(1);
    const sharing = shareBudget({ tokens: 0 }, children);
    await sharing.asked(0);
    await sharing.raise({ tokens: 50 });
    start();
    await sharing.opened();
    expect(told).toEqual([[0, 'grant', { tokens: 50 }]]);
    expect(sharing.rest()).toEqual({ tokens: 0 });
  });

  it('goes from those that are through to those that wait, and ends when nobody has any', async () => {
    const { told, children, start } = partitions(3);
    const sharing = shareBudget({ tokens: 90 }, children);
    expect(sharing.shareFor(1 / 3)).toEqual({ tokens: 30 });
    start();
    await sharing.opened();
    await sharing.asked(0);
    expect(told).toEqual([]);
    await sharing.left(1, { tokens: 20 });
    expect(told).toEqual([[0, 'grant', { tokens: 20 }]]);
    await sharing.asked(0);
    await sharing.asked(2);
    expect(told.slice(1).map(([number, signal]) => [number, signal])).toEqual([
      [0, 'budget-end'],
      [2, 'budget-end'],
    ]);
  });
});
