import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { InferenceError } from '../../../activities/inference/index.ts';
import { perceptualHash } from '../../../activities/retrieval/perceptual-hash.ts';
import { encodeVector } from '../../../recipes/embedding.ts';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { scoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import { memoryStore } from '../../memory-store.ts';
import { scriptedGateway } from '../shard-runner/scripted-gateway.ts';
import { hashOfStage, photoFolder, runCampaign, type EndedStage } from './campaign-in-memory.ts';
import { exampleRelease, firstDay } from './example-release.ts';
import { scriptedPlanner } from './scripted-planner.ts';

jest.setTimeout(120_000);

const store = memoryStore();
let folder: string;
let corpus: string;
let records: readonly object[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-dynvqa-'));
  ({ corpus, records } = await exampleRelease(store, folder));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const evaluationOf = (stages: Readonly<Record<string, EndedStage>>) => {
  const tally = tallyEvaluation(7);
  for (const row of stages['score']?.rows ?? []) tally.add(scoredQuestion.parse(row));
  return tally.finish();
};

describe('an evaluation', () => {
  it('orders the methods as they should be: without search, by caption, the agent, the golden query', async () => {
    const scores: Record<string, number | null> = {};
    for (const method of ['closed_book', 'caption_then_text', 'omnisearch', 'golden'] as const) {
      const stages = await runCampaign({
        store,
        campaign: `by-${method.replaceAll('_', '-')}`,
        folder,
        gateway: scriptedGateway(scriptedPlanner),
        seed: records,
        options: {
          task: 'answer',
          method,
          solver: 'extractor',
          retrieval: { provider: 'embedded', corpus, asOf: firstDay },
        },
      });
      const evaluation = evaluationOf(stages);
      expect(evaluation).toMatchObject({ questions: 22, scored: 22, failed: 0, goldVersions: ['202603'] });
      scores[method] = evaluation.official.all.score;
    }
    expect(scores['closed_book']).toBeLessThan(scores['caption_then_text'] ?? 0);
    expect(scores['caption_then_text']).toBeLessThan(scores['omnisearch'] ?? 0);
    expect(scores['omnisearch']).toBeLessThanOrEqual((scores['golden'] ?? 0) + 2);
  });

  it('is replayed from the journal with no call and no search, to the same bytes', async () => {
    const asked = {
      store,
      folder,
      seed: records,
      options: { task: 'answer', solver: 'extractor', retrieval: { provider: 'embedded', corpus, asOf: firstDay } },
    };
    await runCampaign({ ...asked, campaign: 'first', gateway: scriptedGateway(scriptedPlanner) });
    const journal = [...store.objects].filter(([key]) => key.includes('campaigns/first/') && key.includes('/journal/'));
    const again = memoryStore();
    for (const [key, bytes] of [...store.objects].filter(([name]) => name.startsWith('images/')))
      again.objects.set(key, bytes);
    for (const [key, bytes] of journal) again.objects.set(key, bytes);
    const refusing = scriptedGateway(() => new Error('a replay asks nobody'));
    await runCampaign({
      ...asked,
      store: again,
      campaign: 'first',
      gateway: refusing,
      retrieverFor: () => {
        throw new Error('a replay searches nowhere');
      },
    });
    expect(refusing.asked).toEqual([]);
    for (const stage of ['answer', 'score'])
      expect(await hashOfStage(again, 'first', stage)).toBe(await hashOfStage(store, 'first', stage));
  });

  it('keeps transcripts with what was asked, found and read', async () => {
    const stages = await runCampaign({
      store,
      campaign: 'transcripts',
      folder,
      gateway: scriptedGateway(scriptedPlanner),
      seed: records,
      options: {
        task: 'answer',
        solver: 'extractor',
        retrieval: { provider: 'embedded', corpus, asOf: firstDay },
      },
    });
    const warden = answeredQuestion.parse(stages['answer']?.rows.find((row) => row['question_id'] === 'canyon-warden'));
    expect(warden.steps.map(({ action, result }) => [action, result])).toEqual([
      ['search_by_image', 'found'],
      ['search_text', 'found'],
      ['answer', 'answered'],
    ]);
    expect(warden).toMatchObject({
      prediction: 'Ada Finch',
      answered_by: 'model',
      corpus_date: firstDay,
      extracted: { answer: 'Ada Finch', by: 'extractor' },
    });
  });

  it('selects training dialogues and leaves out what is in the benchmark, by picture, words and vectors', async () => {
    const photo = (name: string) => readFile(join(photoFolder, `datasets-img-${name}/data/image.jpg`));
    const smaller = await sharp(await photo('march-pastoral'))
      .resize(300)
      .jpeg({ quality: 60 })
      .toBuffer();
    const about = (question_id: string, golden_query: string) => ({
      question_id,
      language: 'en',
      question: 'Who?',
      golden_query,
      answers: ['x'],
    });
    const stages = await runCampaign({
      store,
      campaign: 'dialogues',
      folder,
      roles: ['generator', 'embedder'],
      gateway: scriptedGateway((call) => {
        if (call.role !== 'embedder') return scriptedPlanner(call);
        const ferry = /captain of the Kestrel|commands the Kestrel/u.test(call.prompt);
        const vector = ferry ? [1, 0.01, 0] : [0, Math.cos(call.prompt.length), Math.sin(call.prompt.length)];
        return { text: JSON.stringify({ dimensions: 3, vectors: [encodeVector(vector)] }) };
      }),
      seed: records,
      options: {
        task: 'answer',
        solver: 'extractor',
        trajectories: true,
        embedQueries: true,
        retrieval: { provider: 'embedded', corpus, asOf: firstDay },
      },
      parts: {
        benchmark: [
          about('words', 'Who is the warden of the Tarn canyon?'),
          about('vector', 'Which skipper commands the Kestrel boat?'),
          { ...about('copy', 'Sheep?'), phash: await perceptualHash(smaller) },
          { ...about('picture', 'Flower?'), image: 'datasets-img-allium-oreophilum/data/image.jpg' },
        ],
      },
    });
    const answers = new Map(stages['answer']?.rows.map((row) => [row.id, answeredQuestion.parse(row)]));
    const left = (stages['trajectories']?.rejects ?? []).filter(({ reason }) => reason === 'benchmark');
    const found = left.map(({ parent, detail }) => [answers.get(parent)?.question_id, detail]);
    expect(found).toContainEqual(['canyon-warden', { rule: 'same_words', question_id: 'words' }]);
    expect(found).toContainEqual(['ferry-captain', { rule: 'near_query', question_id: 'vector' }]);
    expect(found).toContainEqual(['flock-shepherd', { rule: 'same_picture', question_id: 'copy' }]);
    expect(found.filter(([, detail]) => (detail as { question_id: string }).question_id === 'picture')).not.toEqual([]);
    expect(stages['trajectories']?.facts).toEqual({ benchmark_questions: 4, benchmark_left_out: left.length });
    const kept = stages['trajectories']?.rows ?? [];
    expect(kept.length).toBeGreaterThan(0);
    const contaminated = new Set(found.map(([id]) => id));
    expect(kept.filter((row) => contaminated.has(String(row['question_id'])))).toEqual([]);
    expect(stages['fingerprint']?.counts).toMatchObject({ total: 4, kept: 4 });
  });

  it('has a model judge the answers beside the scorers where it is asked to', async () => {
    const stages = await runCampaign({
      store,
      campaign: 'judged',
      folder,
      gateway: scriptedGateway((call) =>
        call.prompt.startsWith('Is the given answer')
          ? { text: JSON.stringify({ correct: call.prompt.includes('Given answer: "Ada Finch"') }) }
          : scriptedPlanner(call),
      ),
      seed: records,
      options: {
        task: 'answer',
        judge: true,
        solver: 'extractor',
        retrieval: { provider: 'embedded', corpus, asOf: firstDay },
      },
    });
    const { judge, official } = evaluationOf(stages);
    expect(judge?.all).toMatchObject({ questions: 22, score: 4.55 });
    expect(official.all.score).toBeGreaterThan(50);
    expect(stages['score']?.rows.map((row) => row['judged']).filter(Boolean)).toHaveLength(1);
  });

  it('scores a question 0 whose answering failed, and names a stale corpus', async () => {
    const stages = await runCampaign({
      store,
      campaign: 'stale',
      folder,
      gateway: scriptedGateway((call) =>
        call.prompt.includes('captain')
          ? new InferenceError('refused', 'no', { reason: 'content_filter' })
          : scriptedPlanner(call),
      ),
      seed: records,
      options: {
        task: 'answer',
        solver: 'extractor',
        retrieval: { provider: 'embedded', corpus, asOf: '2026-02-25' },
      },
    });
    const by = (id: string) => stages['score']?.rows.find((row) => row['question_id'] === id);
    expect(by('ferry-captain')).toMatchObject({ outcome: 'failed', score: { official: 0 } });
    expect(by('canyon-warden')).toMatchObject({
      outcome: 'unscored',
      why: 'stale_corpus',
      corpus_date: '2026-02-25',
    });
    expect(by('homestead-owner')).toMatchObject({ outcome: 'answered', score: { official: 1 } });
    expect(evaluationOf(stages)).toMatchObject({ questions: 22, failed: 1, unscored: { stale_corpus: 3 } });
  });
});
