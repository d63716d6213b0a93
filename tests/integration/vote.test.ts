import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { readNewestManifest } from '../../activities/artifacts/manifest.ts';
import { readShardRows } from '../../activities/artifacts/stage-rows.ts';
import { voteRow } from '../../recipes/vote/index.ts';
import { planBounds } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(180_000);

const questions = 40;
let world: World;
let spec: string;

interface Summary {
  readonly figures: { readonly graded: number; readonly pairs: number; readonly accuracy: Record<string, number> };
}
const summaryOf = (stdout: string): Summary => (JSON.parse(stdout) as { summary: Summary }).summary;

beforeAll(async () => {
  world = await openWorld({ photos: 1, endpoint: { answer: 'vote' } });
  await world.startWorker();
  const lines = Array.from({ length: questions }, (_, i) => ({
    question: `How much is ${i + 10} + ${3 * i}?`,
    kind: 'number',
    answer: 4 * i + 10,
  }));
  await writeFile(join(world.home, 'sums.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  spec = await world.writeSpec('sums', {
    recipe: 'vote',
    input: { file: 'sums.jsonl' },
    options: { samples: 6, compare: true },
  });
});
afterAll(() => world?.close());

describe('a campaign of votes', () => {
  it('runs to its end and accounts for every question', async () => {
    const { code, stdout, stderr } = await world.command('launch', spec, '--watch', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { rounds, usage } = JSON.parse(stdout) as CampaignStatus;
    expect(rounds[1]?.items).toMatchObject({ total: questions, failed: 0 });
    expect(usage.requests).toBe(questions * 7);
  });

  it('buys what its plan tells, call for call', async () => {
    const calls = questions * 7;
    expect(await planBounds(world, spec, 'sums')).toEqual([{ model: 'scripted', bought: calls, planned: calls }]);
  });

  it('elects what most samples say', async () => {
    const place = { campaign: 'sums', round: 1, stage: 'vote' };
    const manifest = await readNewestManifest(world.store(), place, 1);
    for (const { shard } of manifest?.shards ?? [])
      for (const row of await readShardRows(world.store(), place, shard, 1, {})) {
        const { answer, votes, valid, agreement, samples, n } = voteRow.parse(row);
        const counts = new Map<string, number>();
        for (const one of samples) if (one.answer !== null) counts.set(one.answer, (counts.get(one.answer) ?? 0) + 1);
        expect([n, votes, agreement]).toEqual([6, counts.get(answer), votes / valid]);
        expect(votes).toBe(Math.max(...counts.values()));
      }
  });

  it('is right more often by vote than by one answer, as the report says', async () => {
    const { stdout } = await world.command('report', 'sums', '--out', join(world.home, 'sums.html'), '--json');
    const { figures } = summaryOf(stdout);
    const { elected = 0, cot = 0, direct = 0, maxDirectCot } = figures.accuracy;
    expect(figures.graded).toBe(questions);
    expect(figures.pairs).toBeGreaterThan(0);
    expect(elected).toBeGreaterThan(cot);
    expect(maxDirectCot).toBe(Math.max(direct, cot));
    expect(await readFile(join(world.home, 'sums.html'), 'utf8')).toContain('How the votes went');
  });

  it('asks nothing twice, and the audit is clean', async () => {
    const { repeated } = await world.endpoint.stats();
    expect(repeated).toBe(0);
    const { code, stdout } = await world.command('audit', 'sums', '--verify', '--json');
    expect({ code, problems: (JSON.parse(stdout) as { problems: unknown[] }).problems }).toEqual({
      code: 0,
      problems: [],
    });
  });

  it('elects by the scorer what the scorer likes', async () => {
    const bon = await world.writeSpec('best', {
      recipe: 'vote',
      input: { file: 'sums.jsonl', limit: 12 },
      options: { policy: 'bon', samples: 4 },
    });
    expect((await world.command('launch', bon, '--watch', '--json')).code).toBe(0);
    const { stdout } = await world.command('report', 'best', '--out', join(world.home, 'best.html'), '--json');
    const { accuracy } = summaryOf(stdout).figures;
    expect(accuracy['elected']).toBeGreaterThanOrEqual(accuracy['majority'] ?? 1);
  });
});
