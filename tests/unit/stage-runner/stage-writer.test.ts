import { describe, expect, it } from '@jest/globals';
import type { Row } from '../../../recipes/item-program.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import type { WholeLine } from '../../../recipes/whole-stage.ts';
import { sealStage, readManifest } from '../../../activities/artifacts/manifest.ts';
import { readShardRejects, readShardRows } from '../../../activities/artifacts/stage-rows.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { openStageWriter } from '../../../activities/stage-runner/stage-writer.ts';
import { memoryStore } from '../../memory-store.ts';

const place = { campaign: 'c', round: 1, stage: 'merge' };
const seed = (id: string): Pick<Row, 'id' | 'origin'> => ({ id, origin: `origin of ${id}` });
const kept = (id: string): WholeLine => ({ kind: 'row', fields: { text: id }, parents: [seed(id)] });
const dropped = (id: string): WholeLine => ({
  kind: 'dropped',
  row: seed(id),
  reason: 'duplicate',
  detail: { of: 'a' },
});

async function write(
  store: ArtifactStore,
  lines: readonly WholeLine[],
  inputs: number,
  revision = 1,
): Promise<{ readonly shards: number; readonly facts: StageFacts }> {
  const writer = openStageWriter(store, { ...place, revision }, { root: 'c', shardItems: 2, writer: 'w' });
  for (const line of lines) await writer.take(line);
  return writer.finish(inputs);
}

describe('what a whole stage says', () => {
  it('is cut into committed shards in the order it was said, and adds up to its inputs', async () => {
    const store = memoryStore();
    const said = [
      kept('a'),
      dropped('b'),
      kept('c'),
      kept('d'),
      { kind: 'facts', facts: { score: 0.5 } } as const,
      kept('e'),
    ];
    const { shards, facts } = await write(store, said, 6);
    expect({ shards, facts }).toEqual({ shards: 3, facts: { score: 0.5 } });
    const rows = await Promise.all([0, 1, 2].map((shard) => readShardRows(store, place, shard, 1, {})));
    expect(rows.map((some) => some.map(({ text, origin, parents }) => [text, origin, parents]))).toEqual([
      [['a', 'origin of a', ['a']]],
      [
        ['c', 'origin of c', ['c']],
        ['d', 'origin of d', ['d']],
      ],
      [['e', 'origin of e', ['e']]],
    ]);
    expect(await readShardRejects(store, place, 0, 1, {})).toMatchObject([
      { origin: 'origin of b', parent: 'b', kind: 'dropped', reason: 'duplicate', detail: { of: 'a' } },
    ]);
    // f was neither given out nor dropped: what a stage only reads is kept.
    const sealed = await sealStage(store, place, shards, 1, { facts });
    expect(sealed.counts).toEqual({ total: 6, kept: 5, dropped: 1, failed: 0, rows: 4 });
    expect((await readManifest(store, place, 1))?.facts).toEqual({ score: 0.5 });
  });

  it('gives every row an id of its own, also where parents repeat or are none', async () => {
    const store = memoryStore();
    const model: WholeLine = { kind: 'row', fields: { model: 'm1' }, parents: [] };
    const { shards } = await write(store, [kept('a'), kept('a'), kept('a'), model], 1);
    const rows = await Promise.all(
      Array.from({ length: shards }, (_, shard) => readShardRows(store, place, shard, 1, {})),
    );
    const ids = rows.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(rows.flat().at(-1)?.origin).toBe(ids.at(-1));
  });

  it('is written once: a second attempt finds the same, and one that differs is refused', async () => {
    const store = memoryStore();
    await write(store, [kept('a'), kept('b'), kept('c')], 3);
    const objects = [...store.objects.keys()];
    await write(store, [kept('a'), kept('b'), kept('c')], 3);
    expect([...store.objects.keys()]).toEqual(objects);
    await expect(write(store, [kept('a'), kept('x')], 3)).rejects.toThrow('came out otherwise');
  });

  it('keeps the older commit of a shard that a later revision left as it was', async () => {
    const store = memoryStore();
    await write(store, [kept('a'), kept('b'), kept('c')], 3);
    await write(store, [kept('a'), kept('b'), kept('d')], 3, 2);
    const commits = [...store.objects.keys()].filter((key) => key.includes('/commits/'));
    expect(commits.map((key) => key.split('/').at(-1))).toEqual([
      '00000000.r1.json',
      '00000001.r1.json',
      '00000001.r2.json',
    ]);
  });

  it('gives a row the id it had, though a later revision put another one before it', async () => {
    const store = memoryStore();
    const idsAt = async (revision: number, lines: readonly WholeLine[]) => {
      const { shards } = await write(store, lines, lines.length, revision);
      const rows = await Promise.all(
        Array.from({ length: shards }, (_, shard) => readShardRows(store, place, shard, revision, {})),
      );
      return new Map(rows.flat().map(({ id, parents }) => [id, parents.join()]));
    };
    const first = await idsAt(1, ['a', 'b', 'b', 'c', 'd'].map(kept));
    const second = await idsAt(2, ['a', 'mended', 'b', 'b', 'c', 'd'].map(kept));
    expect(second.size).toBe(6);
    expect([...second].filter(([id]) => !first.has(id)).map(([, parents]) => parents)).toEqual(['mended']);
    expect([...first].filter(([id, parents]) => second.get(id) !== parents)).toEqual([]);
  });

  it('may not reject more rows than there are', async () => {
    await expect(write(memoryStore(), [dropped('a'), dropped('a')], 1)).rejects.toThrow('some of them twice');
  });

  it('may be nothing at all: one empty shard stands for it', async () => {
    const store = memoryStore();
    expect(await write(store, [], 0)).toEqual({ shards: 1, facts: {} });
    expect(await readShardRows(store, place, 0, 1, {})).toEqual([]);
  });
});
