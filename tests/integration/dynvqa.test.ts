import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answeredQuestion } from '../../recipes/dynvqa/answer/answered-question.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { readShardRows } from '../../activities/artifacts/stage-rows.ts';
import { journalOf, manifestsOf } from '../campaign-harness/artifacts.ts';
import { askedAgain, takeCensus } from '../campaign-harness/census.ts';
import { buildTowerCorpus, jsonLines, towerQuestions } from '../campaign-harness/towers.ts';
import { until } from '../campaign-harness/until.ts';
import { planBounds } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(300_000);

const campaign = 'episodes';
const questions = 12;
/** A look, a search and an answer each. */
const callsOfEach = 3;
let world: World;
/** The same campaign under another name. */
let undisturbed: string;

const specOf = (corpus: string) => ({
  recipe: 'dynvqa',
  input: { file: 'questions.jsonl' },
  options: { task: 'answer', solver: 'extractor', retrieval: { provider: 'embedded', corpus } },
});

const numbers = Array.from({ length: questions }, (_, n) => n);

beforeAll(async () => {
  world = await openWorld({ photos: questions, endpoint: { answer: 'omnisearch', latencyMs: 250, slots: 2 } });
});
afterAll(async () => {
  await world?.close();
});

describe('kill -9 of the worker in the middle of episodes', () => {
  it('leaves every transcript whole, and no journaled call is made again', async () => {
    const corpus = await buildTowerCorpus(world, questions);
    await writeFile(join(world.home, 'questions.jsonl'), jsonLines(towerQuestions(questions)));
    const spec = await world.writeSpec(campaign, specOf(corpus));
    undisturbed = await world.writeSpec('undisturbed', specOf(corpus));
    const worker = await world.startWorker();
    expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
    await until('the middle', async () => (await world.endpoint.stats()).served >= (questions * callsOfEach) / 2);
    await worker.end('SIGKILL');
    const census = await takeCensus(world, campaign);
    const searched = (await journalOf(world.store(), campaign)).filter(({ model }) => model.startsWith('search/'));
    await world.startWorker();
    expect(await world.ended(campaign)).toMatchObject({ state: 'completed' });

    expect(census.journaled.size).toBeGreaterThan(0);
    expect(await askedAgain(world, census)).toEqual([]);
    const after = await journalOf(world.store(), campaign);
    for (const { key } of searched) expect(after.filter((entry) => entry.key === key)).toHaveLength(1);
    const rows = await answersOf(campaign);
    expect(rows.map(({ prediction }) => prediction)).toEqual(numbers.map((n) => `Person${n}`));
    for (const { steps } of rows)
      expect(steps.map(({ action, result }) => [action, result])).toEqual([
        ['search_by_image', 'found'],
        ['search_text', 'found'],
        ['answer', 'answered'],
      ]);
  });

  it('has the transcripts of a run that nothing disturbed, and that one bought each call once', async () => {
    expect(await world.command('launch', undisturbed, '--json')).toMatchObject({ code: 0 });
    expect(await world.ended('undisturbed')).toMatchObject({ state: 'completed' });
    const [killed, whole] = await Promise.all([campaign, 'undisturbed'].map((id) => transcriptsOf(id)));
    expect(killed).toEqual(whole);
    const { stdout } = await world.command('eval', 'dynvqa', '--campaign', 'undisturbed', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      perQuestion: {
        requests: 5,
        parts: {
          planner: { requests: 3 },
          solver: { requests: 0 },
          search: { requests: 2, promptTokens: 0, completionTokens: 0 },
        },
      },
    });
  });

  it('is told by its plan, searches apart from plans', async () => {
    const steps = 5;
    expect(await planBounds(world, undisturbed, 'undisturbed')).toEqual([
      { model: 'scripted', bought: questions * callsOfEach, planned: questions * (steps + 1) },
      { model: 'searches', bought: questions * 2, planned: questions * steps },
    ]);
  });

  it('replays as a fork with no request, to the same bytes', async () => {
    const { served } = await world.endpoint.stats();
    const fork = await world.command('fork', campaign, '--from-round', '1', '--as', 'replayed', '--json');
    expect(fork).toMatchObject({ code: 0 });
    expect(await world.ended('replayed')).toMatchObject({ state: 'completed' });
    expect((await world.endpoint.stats()).served).toBe(served);
    expect(await journalOf(world.store(), 'replayed')).toEqual([]);
    const [wanted, got] = await Promise.all([campaign, 'replayed'].map((id) => answersOf(id)));
    expect(sha256(JSON.stringify(got))).toBe(sha256(JSON.stringify(wanted)));
  });

  it('is scored by the command, with the cost of a question', async () => {
    const { code, stdout } = await world.command('eval', 'dynvqa', '--campaign', campaign, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      method: 'omnisearch',
      evaluation: { questions, scored: questions, goldVersions: ['202603'], official: { all: { score: 100 } } },
      perQuestion: { cost: 0 },
    });
  });
});

/** Answers of a campaign in order. */
async function answersOf(id: string) {
  const place = { campaign: id, round: 1, stage: 'answer' };
  const manifest = (await manifestsOf(world.store(), id)).find(({ stage }) => stage === 'answer');
  const rows = [];
  for (const { shard } of manifest?.shards ?? [])
    rows.push(...(await readShardRows(world.store(), place, shard, 1, {})));
  return rows.map((row) => answeredQuestion.parse(row));
}

/** Answers of a campaign without the journal's keys, which hold the campaign's name. */
async function transcriptsOf(id: string) {
  return (await answersOf(id)).map(({ steps, ...answered }) => ({
    ...answered,
    steps: steps.map(({ calls: _, ...step }) => step),
  }));
}
