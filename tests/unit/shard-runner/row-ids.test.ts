import { describe, expect, it } from '@jest/globals';
import { runItem } from '../../../activities/shard-runner/run-item.ts';
import type { ItemContext, ItemProgram, Row } from '../../../recipes/item-program.ts';
import { ItemFailure, type Outcome } from '../../../recipes/outcome.ts';
import type { Services } from '../../../recipes/services.ts';

const seed: Row = { id: 'seed', origin: 'seed', parents: [], round: 0, calls: [] };
const current: Row = { id: 'current', origin: 'seed', parents: ['seed'], round: 1, calls: [] };
const context: ItemContext = {
  campaignSeed: 7,
  stage: 'evolve',
  round: 2,
  itemId: 'seed',
  options: {},
  facts: {},
  draw: () => 0,
};
const services = {} as Services;
const asked = [
  { key: 'k3', answer: 'a', call: 'judge', sample: 0, ask: 1 },
  { key: 'k1', answer: 'a', call: 'evolve', sample: 0, ask: 0 },
  { key: 'k4', answer: 'a', call: 'judge', sample: 1, ask: 0 },
  { key: 'k2', answer: 'a', call: 'judge', sample: 0, ask: 0 },
];

const run = (program: ItemProgram | Outcome, at: Partial<ItemContext> = {}, root = 'root', parent = current) =>
  runItem(
    typeof program === 'function' ? program : async () => program,
    { seed, current: parent },
    services,
    { ...context, ...at },
    root,
    asked,
  );
const idsOf = async (...args: Parameters<typeof run>) => (await run(...args)).rows.map(({ id }) => id);

describe('rows of an item', () => {
  const kept: Outcome = { kind: 'kept', rows: [{ n: 1 }, { n: 2 }] };

  it('have stable ids of (root, parents, stage, round, index), whatever they hold', async () => {
    const ids = await idsOf(kept);
    expect(new Set(ids).size).toBe(2);
    expect(await idsOf({ kind: 'kept', rows: [{ n: 3 }, {}] })).toEqual(ids);
    expect(await idsOf(kept, { round: 3 })).not.toEqual(ids);
    expect(await idsOf(kept, { stage: 'judge' })).not.toEqual(ids);
    expect(await idsOf(kept, {}, 'fork')).not.toEqual(ids);
    expect(await idsOf(kept, {}, 'root', seed)).not.toEqual(ids);
  });

  it('list calls by name, sample and ask, in whatever order they ended', async () => {
    const { rows } = await run(kept);
    expect(rows[0]?.calls.map(({ key }) => key)).toEqual(['k1', 'k2', 'k3', 'k4']);
    expect(rows[0]).toMatchObject({ origin: 'seed', parents: ['current'], round: 2 });
  });

  it('cannot have their id, origin or parents set by a program', async () => {
    const { rows } = await run({ kind: 'kept', rows: [{ id: 'mine', origin: 'mine', parents: ['mine'], round: 9 }] });
    expect(rows[0]).toMatchObject({ id: (await idsOf(kept))[0], origin: 'seed', parents: ['current'], round: 2 });
  });
});

describe('trouble of an item', () => {
  it('is its failed outcome with the reason', async () => {
    const { kind, rejects } = await run(async () => {
      throw new ItemFailure('parse_error', 'no JSON in it', { at: 3 });
    });
    expect(kind).toBe('failed');
    expect(rejects).toMatchObject([{ kind: 'failed', reason: 'parse_error', detail: { at: 3 }, origin: 'seed' }]);
  });

  it('from a mistake in a recipe hurts that item only', async () => {
    const { rejects } = await run(async () => (undefined as unknown as Row).calls as never);
    expect(rejects).toMatchObject([{ kind: 'failed', reason: 'program_error' }]);
  });

  it('of the infrastructure is thrown', async () => {
    await expect(
      run(async () => {
        throw new Error('the store is gone');
      }),
    ).rejects.toThrow('the store is gone');
  });

  it('in a part of a kept item is a line of the rejects with its unit', async () => {
    const { kind, rejects } = await run({
      kind: 'kept',
      rows: [{}],
      rejects: [{ unit: 'qa/1', kind: 'dropped', reason: 'not_improved' }],
    });
    expect(kind).toBe('kept');
    expect(rejects).toMatchObject([{ unit: 'qa/1', kind: 'dropped', reason: 'not_improved', parent: 'current' }]);
  });
});
