import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeLines } from '../../../activities/artifacts/dataset.ts';
import { noUsage } from '../../../activities/artifacts/journal-reader.ts';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard } from '../../../activities/artifacts/shard-commit.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { readReviewFile } from '../../../activities/review/review-file.ts';
import { countUnreviewed, giveVerdicts, isReviewClosed, readVerdicts } from '../../../activities/review/verdicts.ts';
import { memoryStore } from '../../memory-store.ts';

const place = { campaign: 'clean', round: 1, stage: 'judge' };

/** A sealed stage that dropped rows a and b, let c fail, and lost a part of d. */
async function flagging(): Promise<ArtifactStore> {
  const store = memoryStore();
  const base = { origin: 'o', round: 1, stage: 'judge', reason: 'quality', calls: [] };
  const rejects = [
    { ...base, parent: 'a', kind: 'dropped' },
    { ...base, parent: 'b', kind: 'dropped' },
    { ...base, parent: 'c', kind: 'failed' },
    { ...base, parent: 'd', kind: 'dropped', unit: 'turn/0' },
  ];
  await commitShard(store, place, {
    v: 1,
    shard: 0,
    revision: 1,
    counts: { total: 4, kept: 1, dropped: 2, failed: 1, rows: 0 },
    rows: await writeLines(store, place, 'rows', 0, []),
    rejects: await writeLines(store, place, 'rejects', 0, rejects),
    usage: noUsage,
    writer: 'test',
  });
  await sealStage(store, place, 1, 1);
  return store;
}
const close = (store: ArtifactStore) =>
  recordDecision(store, place.campaign, {
    v: 1,
    at: '2026-01-01T00:00:00Z',
    id: 'review closed r1 round 1 judge',
    kind: 'review',
    revision: 1,
    round: 1,
    stage: 'judge',
  });

describe('a review of flagged rows', () => {
  it('counts the items that were dropped and have no verdict', async () => {
    const store = await flagging();
    expect(await countUnreviewed(store, place, 1)).toBe(2);
    await giveVerdicts(store, place, 1, [{ row: 'a', verdict: 'keep' }]);
    expect(await countUnreviewed(store, place, 1)).toBe(1);
  });

  it('takes the later of two verdicts on a row', async () => {
    const store = await flagging();
    await giveVerdicts(store, place, 1, [{ row: 'a', verdict: 'keep' }]);
    await giveVerdicts(store, place, 1, [{ row: 'a', verdict: 'drop', by: 'x' }]);
    expect([...(await readVerdicts(store, place, 1)).values()]).toEqual([{ row: 'a', verdict: 'drop', by: 'x' }]);
  });

  it('stays as it stood when it closed, so that a stage that reads it twice reads the same', async () => {
    const store = await flagging();
    await giveVerdicts(store, place, 1, [{ row: 'a', verdict: 'keep' }]);
    expect(await isReviewClosed(store, place, 1)).toBe(false);
    await close(store);
    await giveVerdicts(store, place, 1, [{ row: 'b', verdict: 'keep' }]);
    expect(await isReviewClosed(store, place, 1)).toBe(true);
    expect([...(await readVerdicts(store, place, 1)).keys()]).toEqual(['a']);
    expect([...(await readVerdicts(store, place, 2)).keys()]).toEqual(['a', 'b']);
  });
});

describe('a review file', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'review-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const reading = async (text: string) => {
    const path = join(folder, 'review.jsonl');
    await writeFile(path, text);
    return readReviewFile(path, new Set(['a', 'b']));
  };

  it('gives the lines that have a verdict', async () => {
    const text = '{"row":"a","verdict":"keep","reason":"quality","note":"fine"}\n{"row":"b","verdict":null}\n';
    expect(await reading(text)).toEqual([{ row: 'a', verdict: 'keep', note: 'fine' }]);
  });

  it.each([
    ['{"row":"a","verdict":"maybe"}', /record 1: not \{"row"/],
    ['{"row":"z","verdict":"keep"}', /record 1: row 'z' was not flagged/],
    ['{"row":"a","verdict":"keep"}\n{"row":"a","verdict":"drop"}', /record 2: a second verdict on row 'a'/],
  ])('refuses %s', async (text, message) => {
    await expect(reading(text)).rejects.toThrow(message);
  });
});
