/** @jest-environment ./tests/unit/embedder/one-realm.mjs */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readNewestManifest } from '../../activities/artifacts/manifest.ts';
import { readShardRejects } from '../../activities/artifacts/stage-rows.ts';
import { rowsOf } from '../campaign-harness/artifacts.ts';
import { boughtBeyondPlan } from '../campaign-harness/plan-bound.ts';
import { startSentenceEmbedder, type SentenceEmbedder } from '../campaign-harness/sentence-embedder.ts';
import { buildTowerCorpus, jsonLines, towerQuestions } from '../campaign-harness/towers.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(120_000);

/** What the pictures are asked in words; the benchmark asks the first of them in others. */
const queries = [
  'Who is the captain of the Kestrel ferry?',
  'Who is the warden of the Tarn canyon?',
  'Who is the owner of the Harlan homestead?',
  'In which year was the Lindow garden laid out?',
];
const benchmark = ['Who captains the Kestrel ferry?', 'Which river runs through the Nant valley?'];

let world: World;
let embedder: SentenceEmbedder;
let corpus: string;
beforeAll(async () => {
  [world, embedder] = await Promise.all([
    openWorld({ photos: queries.length, endpoint: { answer: 'omnisearch' } }),
    startSentenceEmbedder(),
  ]);
  await world.startWorker();
  corpus = await buildTowerCorpus(world, queries.length);
  const asked = towerQuestions(queries.length).map((one, n) => ({ ...one, golden_query: queries[n] }));
  await writeFile(join(world.home, 'questions.jsonl'), jsonLines(asked));
  const known = benchmark.map((golden_query, n) => ({
    question_id: `benchmark-${n}`,
    language: 'en',
    question: 'Who or what is it?',
    golden_query,
    answers: ['?'],
  }));
  await writeFile(join(world.home, 'benchmark.jsonl'), jsonLines(known));
});
afterAll(async () => {
  await world?.close();
  embedder?.close();
});

/** Runs the selection of training dialogues and gives the questions it left in, and those of the benchmark that others fell by. */
async function selected(campaign: string, embedQueries: boolean) {
  const spec = await world.writeSpec(campaign, {
    recipe: 'dynvqa',
    input: { file: 'questions.jsonl', parts: { benchmark: 'benchmark.jsonl' } },
    models: {
      generator: { model: 'scripted', baseUrls: [world.endpoint.baseUrl], concurrency: 4 },
      ...(embedQueries ? { embedder: embedder.model } : {}),
    },
    options: {
      task: 'answer',
      solver: 'extractor',
      retrieval: { provider: 'embedded', corpus },
      trajectories: true,
      embedQueries,
    },
  });
  const { code, stderr } = await world.command('launch', spec, '--watch', '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(await boughtBeyondPlan(world, spec, campaign)).toEqual([]);
  const place = { campaign, round: 1, stage: 'trajectories' };
  const answers = new Map(
    (await rowsOf(world.store(), campaign, 1, 'answer')).map((row) => [row.id, row['question_id']]),
  );
  const rejects = [];
  for (const { shard } of (await readNewestManifest(world.store(), place, 1))?.shards ?? [])
    rejects.push(...(await readShardRejects(world.store(), place, shard, 1, {})));
  return {
    kept: (await rowsOf(world.store(), campaign, 1, 'trajectories')).map((row) => row['question_id']),
    fallen: rejects.map(({ parent, reason, detail }) => ({ question: answers.get(parent), reason, detail })),
  };
}

describe('training dialogues about what the benchmark asks in other words', () => {
  it('are not known again by words', async () => {
    expect(await selected('by-words', false)).toEqual({ kept: ['q0', 'q1', 'q2', 'q3'], fallen: [] });
  });

  it('are known by the vectors of a sentence encoder, and no others', async () => {
    expect(await selected('by-vectors', true)).toEqual({
      kept: ['q1', 'q2', 'q3'],
      fallen: [{ question: 'q0', reason: 'benchmark', detail: { rule: 'near_query', question_id: 'benchmark-0' } }],
    });
  });
});
