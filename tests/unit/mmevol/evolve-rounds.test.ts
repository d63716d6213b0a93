import { describe, expect, it } from '@jest/globals';
import { drawOperator, mmevolOptions, type QaItem } from '../../../recipes/mmevol/index.ts';
import { child, evolve, list, only, verdicts } from './evolving.ts';
import { contextOf, rowOf, scripted, type Script } from './scenario.ts';

describe('rounds', () => {
  /** Runs three rounds as the campaign does: each takes the newest kept row. */
  async function rounds(script: (round: number) => Script, options: object = {}) {
    const seed = rowOf(list);
    const rows = [seed];
    const comparisons: string[] = [];
    for (const round of [1, 2, 3]) {
      const { services, calls } = scripted(script(round));
      const input = { seed, current: rows.at(-1)! };
      const outcome = await evolve(input, services, contextOf(mmevolOptions.parse(options), round)).catch(() => null);
      if (outcome?.kind === 'kept')
        rows.push({ ...seed, ...outcome.rows[0], id: `row-r${round}`, parents: [input.current.id], round });
      comparisons.push(calls.at(-1)?.text ?? '');
    }
    return { rows, comparisons };
  }
  const evolving =
    (round: number, improves: (round: number) => boolean): Script =>
    ({ model, text }) => {
      if (model === 'judge') return verdicts(improves(round), improves(round));
      const parents = JSON.parse(/## List to rewrite\n(.*)/.exec(text)?.[1] ?? '[]') as QaItem[];
      return JSON.stringify(parents.map((parent) => child(parent, round)));
    };

  it('reverts to the parent where a round gave nothing', async () => {
    const first = await rounds((round) => evolving(round, (at) => at !== 1), only('cognitive'));
    expect(first.rows.map(({ id }) => id)).toEqual(['row-1', 'row-r2', 'row-r3']);
    expect(first.rows[1]).toMatchObject({
      parents: ['row-1'],
      conversations: [{ question: expect.stringContaining('in round 2') }, {}],
    });
    expect(first.rows[2]).toMatchObject({ parents: ['row-r2'] });

    const second = await rounds(
      (round) => (call) => (round === 2 ? 'broken' : evolving(round, () => true)(call)),
      only('cognitive'),
    );
    expect(second.rows.map(({ id, parents }) => [id, ...parents])).toEqual([
      ['row-1'],
      ['row-r1', 'row-1'],
      ['row-r3', 'row-r1'],
    ]);
  });

  it('compares with the parent, or with the seed where the campaign wants it', async () => {
    const all = (round: number) => evolving(round, () => true);
    const asked = ({ comparisons }: { comparisons: string[] }) => /## First list\n(.*)/.exec(comparisons[2] ?? '')?.[1];
    expect(asked(await rounds(all, only('cognitive')))).toContain('in round 2');
    expect(asked(await rounds(all, { ...only('cognitive'), compareWith: 'seed' }))).toBe(
      JSON.stringify(list.map(({ question, answer }) => ({ question, answer }))),
    );
  });

  it('draws the operator of each round from campaign seed, item and round alone', async () => {
    const { rows } = await rounds((round) => evolving(round, () => true), {
      rules: { skip: ['new_object', 'steps_length', 'objects_length', 'new_parts'] },
    });
    expect(rows.slice(1).map((row) => row['operator'])).toEqual(
      [1, 2, 3].map((round) => drawOperator({ seed: 7, itemId: 'item-1', round })),
    );
  });
});
