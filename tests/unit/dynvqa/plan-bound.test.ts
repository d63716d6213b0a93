import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { mostOf } from '../../../recipes/expected-calls.ts';
import { encodeVector } from '../../../recipes/embedding.ts';
import { recipe } from '../../../recipes/dynvqa/recipe.ts';
import { journalOf } from '../../campaign-harness/artifacts.ts';
import { memoryStore } from '../../memory-store.ts';
import { scriptedGateway, type Asked } from '../shard-runner/scripted-gateway.ts';
import { exampleCorpus, runCampaign } from './campaign-in-memory.ts';
import { firstDay, secondDay } from './example-release.ts';

jest.setTimeout(120_000);

const store = memoryStore();
let folder: string;
let corpus: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-dynvqa-'));
  corpus = await exampleCorpus(store, folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Counts = Record<string, number>;

function add(counts: Counts, name: string, by: number): void {
  counts[name] = (counts[name] ?? 0) + by;
}

interface Played {
  readonly campaign: string;
  readonly seed: readonly object[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly answer: (asked: Asked) => object;
  readonly parts?: Readonly<Record<string, readonly object[]>>;
}

/** What a campaign bought by role, searches as `searches`, and what its recipe tells that it buys at most. */
async function play({
  campaign,
  seed,
  options,
  answer,
  parts = {},
}: Played): Promise<{ bought: Counts; most: Counts }> {
  const gateway = scriptedGateway((asked) => ({ text: JSON.stringify(answer(asked)) }));
  const roles = ['generator', 'solver', 'judge', 'embedder'];
  const stages = await runCampaign({ store, campaign, folder, gateway, seed, options, parts, roles });
  const [bought, most]: [Counts, Counts] = [{}, {}];
  for (const { role } of gateway.asked) add(bought, role, 1);
  const searched = (await journalOf(store, campaign)).filter(({ model }) => model.startsWith('search/'));
  if (searched.length > 0) add(bought, 'searches', searched.length);
  const parsed = recipe.options.parse(options);
  for (const row of stages['import']?.rows ?? []) {
    const fields = z.record(z.string(), z.json()).parse(row);
    for (const call of recipe.expect(fields, parsed, 1)) add(most, call.model, mostOf(call));
    for (const search of recipe.expectSearches?.(fields, parsed) ?? []) add(most, 'searches', mostOf(search));
  }
  return { bought, most };
}

const canyon = {
  id: 'canyon-warden',
  language: 'en',
  entity: 'Tarn canyon',
  golden_query: 'Who is the warden of the Tarn canyon?',
  answers: ['Ada Finch'],
  image: 'datasets-img-black-canyon/data/image.jpg',
};
const embedded = () => ({ provider: 'embedded', corpus, asOf: firstDay });
const build = () => ({ task: 'build', version: '202603', asOf: firstDay, retrieval: embedded(), compose: false });
const aliases = Array.from({ length: 12 }, (_, n) => `Finch ${n}`);

/** Says what every gate wants to hear. */
const agreeing = {
  answer: 'unknown',
  entity: 'Tarn canyon',
  hypernym: 'canyon',
  picturable: true,
  shows: true,
  question: 'Who is the warden of this canyon?',
  same: true,
  aliases,
  update_frequency: 'fast',
  hops: 2,
  visual_needed: true,
  domain: 'Geography',
};

describe('the plan of a construction', () => {
  it('tells every call of a fact of which nothing but a query is known and which only a picture answers', async () => {
    let reads = 0;
    const { bought, most } = await play({
      campaign: 'whole',
      seed: [canyon],
      options: { ...build(), translate: true, topK: { images: 1 }, reviewShare: 0 },
      answer({ role, prompt }) {
        if (role === 'solver') return { answer: ++reads > 3 ? 'Ada Finch' : 'unknown', cited: [] };
        if (!/"texts"/u.test(prompt)) return agreeing;
        const back = ['Who keeps the Tarn canyon?', 'Ada Finch'];
        const there = ['谁管理这个峡谷？', '塔恩峡谷由谁管理？', '艾达', '塔恩峡谷', '峡谷'];
        return { texts: prompt.includes('艾达') ? back : there };
      },
    });
    expect(bought).toEqual({ generator: 34, solver: 4, searches: 5 });
    expect(most).toEqual(bought);
  });

  it('tells the reads of every link of a chain', async () => {
    const links = ['Who is the warden of the Tarn canyon?', 'Who is the captain of the Kestrel ferry?'];
    const { bought, most } = await play({
      campaign: 'chained',
      seed: [
        {
          ...canyon,
          hypernym: 'canyon',
          question: agreeing.question,
          labels: { updateFrequency: 'fast', hops: 2, visualNeeded: false, domain: 'Geography' },
          chain: [
            { subQuestion: links[1], tool: 'search_text', answer: 'Mara Lind' },
            { subQuestion: links[0], tool: 'search_text', answer: 'Ada Finch' },
          ],
        },
      ],
      options: { ...build(), skip: ['A12'] },
      answer({ role, prompt, before }) {
        if (role !== 'solver') return agreeing;
        const isCaptain = prompt.includes(`Question: ${links[1]}`);
        return { answer: before < 2 ? 'unknown' : isCaptain ? 'Mara Lind' : 'nobody', cited: [] };
      },
    });
    expect(Object.keys(bought).sort()).toEqual(Object.keys(most).sort());
    expect(bought['solver']).toBeGreaterThan(6);
    for (const [role, calls] of Object.entries(bought))
      expect([role, calls <= (most[role] ?? 0)]).toEqual([role, true]);
  });
});

const question = { ...canyon, question_id: canyon.id, question: agreeing.question, gold_version: '202603' };

describe('the plan of an evaluation', () => {
  it('tells every step of an agent, its solver, the judge and the vectors of both sides', async () => {
    let steps = 0;
    const { bought, most } = await play({
      campaign: 'asked',
      seed: [question],
      options: {
        task: 'answer',
        retrieval: embedded(),
        solver: 'model',
        judge: true,
        trajectories: true,
        embedQueries: true,
        maxSteps: 2,
      },
      parts: { benchmark: [1, 2].map((n) => ({ ...question, question_id: `bench-${n}`, golden_query: `Who? ${n}` })) },
      answer({ role }) {
        if (role === 'embedder') return { dimensions: 2, vectors: [encodeVector([1, 0])] };
        if (role === 'judge') return { correct: true };
        if (role === 'solver') return { answer: 'Ada Finch', cited: [] };
        const query = `warden of the Tarn canyon ${'again '.repeat(steps++)}`;
        return { thought: 'on', subQuestion: query, action: 'search_text', query, answer: 'Ada Finch' };
      },
    });
    expect(bought).toEqual({ generator: 3, solver: 2, judge: 1, embedder: 3, searches: 2 });
    expect(most).toEqual(bought);
  });

  it.each([
    ['closed_book', { generator: 1 }],
    ['golden', { solver: 1, searches: 1 }],
    ['caption_then_text', { generator: 1, solver: 1, searches: 1 }],
    ['image_then_text', { solver: 1, searches: 2 }],
  ])('tells what %s asks', async (method, wanted) => {
    const { bought, most } = await play({
      campaign: `by-${method.replaceAll('_', '-')}`,
      seed: [question],
      options: { task: 'answer', method, retrieval: embedded(), solver: 'model' },
      answer: () => ({ caption: 'the Tarn canyon', answer: 'Ada Finch' }),
    });
    expect(bought).toEqual(wanted);
    for (const [role, calls] of Object.entries(bought)) expect(most[role]).toBeGreaterThanOrEqual(calls);
    expect(most['searches'] ?? 0).toBe(bought['searches'] ?? 0);
  });
});

describe('the plan of a refresh', () => {
  it('tells three readings of every document that is found', async () => {
    const { bought, most } = await play({
      campaign: 'refreshed',
      seed: [question],
      options: {
        task: 'refresh',
        version: '202604',
        asOf: secondDay,
        retrieval: { provider: 'embedded', corpus },
        topK: { text: 2 },
      },
      answer: () => ({ answer: 'unknown', cited: [] }),
    });
    expect(bought).toEqual({ solver: 6, searches: 1 });
    expect(most).toEqual(bought);
  });
});
