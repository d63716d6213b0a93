import { describe, expect, it } from '@jest/globals';
import { auditCampaign, problemCodes, renderAudit, type ProblemCode } from '../../../activities/audit/index.ts';
import { commitShard, readCommit, type ShardCommit } from '../../../activities/artifacts/shard-commit.ts';
import { forge, keyWith, overwrite, placeOf } from './damage.ts';
import { evolvedCampaign, type EvolvedCampaign } from './evolved-campaign.ts';

interface Planted {
  readonly name: string;
  readonly code: ProblemCode;
  readonly plant: (evolved: EvolvedCampaign) => unknown;
  /** What must be reported besides. */
  readonly also?: readonly ProblemCode[];
  /** Part of the place that is named. */
  readonly where?: string;
}

const other = 'f'.repeat(32);

const damage: readonly Planted[] = [
  {
    name: 'rows that are gone',
    code: 'artifact_missing',
    plant: (evolved) => evolved.store.objects.delete(keyWith(evolved, '/02/evolve/rows/00000001-')),
    where: 'rounds/02/evolve/rows/00000001-',
  },
  {
    name: 'rejects with one other byte',
    code: 'hash_mismatch',
    plant: (evolved) =>
      overwrite(evolved, keyWith(evolved, '/02/evolve/rejects/00000000-'), (text) =>
        text.replace('"score":2', '"score":3'),
      ),
    where: 'rounds/02/evolve/rejects/00000000-',
  },
  {
    name: 'a commit that is not JSON',
    code: 'unreadable',
    plant: (evolved) => overwrite(evolved, keyWith(evolved, '/02/evolve/commits/00000000'), (text) => text.slice(1)),
    also: ['commit_missing'],
  },
  {
    name: 'a manifest that is not one',
    code: 'unreadable',
    plant: (evolved) => overwrite(evolved, keyWith(evolved, '/02/evolve/manifest'), () => '{}'),
  },
  {
    name: 'a journal segment with half a line',
    code: 'unreadable',
    plant: (evolved) =>
      overwrite(evolved, keyWith(evolved, '/01/evolve/journal/00000000/'), (text) => text.slice(0, -20)),
    where: 'rounds/01/evolve/journal/00000000/',
  },
  {
    name: 'a commit that is gone',
    code: 'commit_missing',
    plant: (evolved) => evolved.store.objects.delete(keyWith(evolved, '/01/evolve/commits/00000001')),
    where: 'rounds/01/evolve/commits/00000001.r1.json',
  },
  {
    name: 'a commit of a shard that was never imported',
    code: 'commit_unexpected',
    plant: async (evolved) => {
      const place = placeOf(evolved, 1);
      const commit = (await readCommit(evolved.store, place, 1, 1)) as ShardCommit;
      await commitShard(evolved.store, place, { ...commit, shard: 7 });
    },
    also: ['artifact_missing'],
    where: 'commits/00000007',
  },
  {
    name: 'a manifest that is gone, with a later round sealed',
    code: 'manifest_missing',
    plant: (evolved) => evolved.store.objects.delete(keyWith(evolved, '/01/evolve/manifest')),
    where: 'rounds/01/evolve/manifest.r1.json',
  },
  {
    name: 'a commit other than the one that was sealed',
    code: 'manifest_mismatch',
    plant: (evolved) =>
      forge(evolved, 2, 0, { rejects: (lines) => lines.map((line) => ({ ...line, reason: 'other' })), sealed: false }),
    where: 'rounds/02/evolve/manifest.r1.json#shard 0',
  },
  {
    name: 'counts that do not sum up',
    code: 'counts_mismatch',
    plant: (evolved) => forge(evolved, 2, 0, { counts: ({ failed }) => ({ failed: failed + 1 }) }),
    also: ['manifest_mismatch'],
  },
  {
    name: 'a round with fewer items than were imported',
    code: 'total_mismatch',
    plant: (evolved) =>
      forge(evolved, 2, 0, {
        rejects: (lines) => lines.filter(({ kind }) => kind !== 'dropped'),
        counts: ({ total, dropped }) => ({ total: total - dropped, dropped: 0 }),
      }),
    also: ['item_lost'],
  },
  {
    name: 'an item without an outcome',
    code: 'item_lost',
    plant: (evolved) => forge(evolved, 2, 0, { rejects: (lines) => lines.filter(({ kind }) => kind !== 'dropped') }),
    also: ['counts_mismatch'],
    where: 'rounds/02/evolve/commits/00000000.r1.json#',
  },
  {
    name: 'an item with two outcomes',
    code: 'item_doubled',
    plant: (evolved) => forge(evolved, 2, 0, { rejects: (lines) => [...lines, lines[0]!] }),
    also: ['counts_mismatch'],
  },
  {
    name: 'a record imported twice',
    code: 'item_doubled',
    plant: (evolved) =>
      forge(evolved, 0, 0, {
        rejects: (lines) => [...lines, lines[0]!],
        counts: ({ total, failed }) => ({ total: total + 1, failed: failed + 1 }),
      }),
  },
  {
    name: 'an outcome of an item from elsewhere',
    code: 'item_unknown',
    plant: (evolved) =>
      forge(evolved, 2, 0, {
        rejects: (lines) => lines.map((line, at) => (at === 0 ? { ...line, origin: other } : line)),
      }),
    also: ['item_lost'],
  },
  {
    name: 'rows out of input order',
    code: 'row_order',
    plant: (evolved) => forge(evolved, 1, 0, { rows: (lines) => lines.toReversed() }),
  },
  {
    name: 'a row with another id',
    code: 'row_id_mismatch',
    plant: (evolved) => forge(evolved, 2, 0, { rows: (lines) => lines.map((line) => ({ ...line, id: other })) }),
    where: `#${other}`,
  },
  {
    name: 'a reject that names another parent',
    code: 'parent_mismatch',
    plant: (evolved) => forge(evolved, 2, 0, { rejects: (lines) => lines.map((line) => ({ ...line, parent: other })) }),
  },
  {
    name: 'a row that rests on a call no one paid for',
    code: 'answer_missing',
    plant: (evolved) => evolved.store.objects.delete(keyWith(evolved, '/02/evolve/journal/00000000/')),
  },
  {
    name: 'an answer changed after it was used',
    code: 'answer_mismatch',
    plant: (evolved) =>
      overwrite(evolved, keyWith(evolved, '/02/evolve/journal/00000000/'), (text) =>
        text.replaceAll('answer to', 'reply to'),
      ),
  },
  {
    name: 'a kept row on a cut-short answer',
    code: 'answer_cut_short',
    plant: (evolved) =>
      overwrite(evolved, keyWith(evolved, '/02/evolve/journal/00000000/'), (text) =>
        text.replaceAll('"stop"', '"length"'),
      ),
  },
  {
    name: 'an image that is gone',
    code: 'image_missing',
    plant: (evolved) => evolved.store.objects.delete(keyWith(evolved, 'images/')),
  },
  {
    name: 'an image with other bytes',
    code: 'image_mismatch',
    plant: (evolved) => overwrite(evolved, keyWith(evolved, 'images/'), (text) => `${text}.`),
  },
];

describe.each(damage)('$name', ({ code, plant, also = [], where = '' }) => {
  it(`is reported as ${code}`, async () => {
    const evolved = await evolvedCampaign();
    await plant(evolved);
    const { store, campaign } = evolved;
    const result = await auditCampaign({ store, campaign, verify: true });
    expect([...new Set(result.problems.map((problem) => problem.code))].sort()).toEqual([code, ...also].sort());
    expect(result.verified).toBe(false);
    expect(result.problemCount).toBe(result.problems.length);
    expect(result.problems.find((problem) => problem.code === code)?.where).toContain(where);
    expect(renderAudit(result)).toContain(code);
  });
});

it('has a test for every code but what history alone can show', () => {
  const planted = new Set(damage.map(({ code }) => code));
  expect(Object.keys(problemCodes).filter((code) => !planted.has(code as ProblemCode))).toEqual(['history_mismatch']);
});
