import { describe, expect, it } from '@jest/globals';
import { checkWholeLineage } from '../../../activities/audit/checks/whole-lineage.ts';
import type { StoredShard } from '../../../activities/audit/checks/stored-shard.ts';
import type { ShardCommit } from '../../../activities/artifacts/shard-commit.ts';
import { wholeRowId } from '../../../activities/stage-runner/whole-row-id.ts';
import { hashOf } from '../../../recipes/sha256.ts';

const place = { root: 'c', round: 1, stage: 'pack' };
const shard = 3;
const idOf = (parents: readonly string[], number: number): string => wholeRowId({ ...place, parents, number });

const stored = (rows: readonly { readonly id: string; readonly parents: readonly string[] }[]): StoredShard => ({
  commit: { shard } as ShardCommit,
  rows: rows.map((one) => ({ ...one, origin: 'o', round: 1, calls: [] })),
  rejects: [],
});
const found = (rows: Parameters<typeof stored>[0]) => checkWholeLineage(stored(rows), place).map(({ at }) => at);

describe('ids of a whole stage’s rows', () => {
  const parents = ['a', 'b'];

  it('hold where rows of the same parents stand in this shard and in others before', () => {
    expect(found([2, 5, 0].map((number) => ({ id: idOf(parents, number), parents })))).toEqual([]);
  });

  it('hold where an older version made them from their place', () => {
    const id = hashOf([place.root, parents, place.stage, place.round, shard, 1]).slice(0, 32);
    expect(
      found([
        { id: idOf(['c'], 0), parents: ['c'] },
        { id, parents },
      ]),
    ).toEqual([]);
    expect(found([{ id, parents }])).toEqual([id]);
  });

  it('are found out where they are of other parents, of another stage, cut off or there twice', () => {
    const foreign = idOf(['b', 'a'], 0);
    const elsewhere = wholeRowId({ ...place, stage: 'mix', parents, number: 0 });
    const cut = idOf(parents, 0).slice(0, 16);
    const twice = idOf(parents, 1);
    for (const id of [foreign, elsewhere, cut]) expect(found([{ id, parents }])).toEqual([id]);
    expect(
      found([
        { id: twice, parents },
        { id: twice, parents },
      ]),
    ).toEqual([twice]);
  });
});
