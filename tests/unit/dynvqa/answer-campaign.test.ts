import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceError } from '../../../activities/inference/index.ts';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { scoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import { memoryStore } from '../../memory-store.ts';
import { scriptedGateway } from '../shard-runner/scripted-gateway.ts';
import { hashOfStage, runCampaign, type EndedStage } from './campaign-in-memory.ts';
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
        trajectories: true,
        retrieval: { provider: 'embedded', corpus, asOf: firstDay },
      },
      parts: {
        benchmark: [
          {
            question_id: 'b',
            language: 'en',
            question: 'Who?',
            golden_query: 'Who is the warden of the Tarn canyon?',
            answers: ['x'],
          },
        ],
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
    const selected = stages['trajectories'];
    expect(
      selected?.rejects.find(
        ({ parent }) => parent === stages['answer']?.rows.find((row) => row['question_id'] === 'canyon-warden')?.id,
      )?.reason,
    ).toBe('benchmark');
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
