import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLines } from '../../../activities/artifacts/dataset.ts';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard } from '../../../activities/artifacts/shard-commit.ts';
import { claimIdentity } from '../../../activities/campaigns/identity.ts';
import { exportDataset } from '../../../activities/export/export-dataset.ts';
import { reportSummary, writeReport } from '../../../activities/report/write-report.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { identityFor } from '../../written-campaign.ts';

let store: MemoryStore;
let folder: string;

beforeEach(async () => {
  store = memoryStore();
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-generate-'));
  await claimIdentity(store, { ...identityFor('plain', 1), recipe: 'generate', options: {} });
  const seed = { id: 's', origin: 's', parents: [], round: 0, calls: [], prompt: 'Name a <colour>.' };
  const answer = { ...seed, id: 'r', parents: ['s'], round: 1, answer: 'Blue & green.' };
  for (const [round, stage, row] of [
    [0, 'import', seed],
    [1, 'generate', answer],
  ] as const) {
    const place = { campaign: 'plain', round, stage };
    const counts = { total: 1, kept: 1, dropped: 0, failed: 0, rows: 1 };
    const rows = await writeLines(store, place, 'rows', 0, [row]);
    const rejects = await writeLines(store, place, 'rejects', 0, []);
    const usage = { requests: round, promptTokens: 8, completionTokens: 4, cost: 0 };
    await commitShard(store, place, { v: 1, shard: 0, revision: 1, counts, rows, rejects, usage, writer: 'test' });
    await sealStage(store, place, 1, 1);
  }
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a campaign of plain generation', () => {
  it('has a report with its answers beside their prompts', async () => {
    const { path } = await writeReport({ store, campaign: 'plain', out: join(folder, 'report.html') });
    const html = await readFile(path, 'utf8');
    const texts = ['Name a &lt;colour>.', 'Blue &amp; green.', 'Nothing fell', '1 of 1 shown.'];
    expect(texts.filter((text) => !html.includes(text))).toEqual([]);
    expect((await reportSummary(store, 'plain')).figures).toEqual({ answers: 1, meanCharacters: 13 });
  });

  it('is exported without images', async () => {
    const result = await exportDataset({ store, campaign: 'plain', format: 'sharegpt', out: join(folder, 'data') });
    expect(result).toMatchObject({ records: 1, turns: 1, imagesWritten: 0, complete: true });
    const [line = ''] = (await readFile(join(folder, 'data', result.file), 'utf8')).split('\n');
    expect(JSON.parse(line)).toEqual({
      id: 'r',
      messages: [
        { role: 'user', content: 'Name a <colour>.' },
        { role: 'assistant', content: 'Blue & green.' },
      ],
    });
  });
});
