import { describe, expect, it, jest } from '@jest/globals';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { scoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import { memoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { scriptedGateway } from '../shard-runner/scripted-gateway.ts';
import { hashOfStage, runCampaign, type EndedStage } from './campaign-in-memory.ts';
import { exampleRelease, firstDay } from './example-release.ts';
import { scriptedPlanner } from './scripted-planner.ts';

jest.setTimeout(120_000);

const evaluationOf = (stages: Readonly<Record<string, EndedStage>>) => {
  const tally = tallyEvaluation(7);
  for (const row of stages['score']?.rows ?? []) tally.add(scoredQuestion.parse(row));
  return tally.finish();
};

describe('an evaluation', () => {
  it('orders the methods as they should be: without search, by caption, the agent, the golden query', () =>
    inTemporaryFolder(async (folder) => {
      const store = memoryStore();
      const { corpus, records } = await exampleRelease(store, folder);
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
    }));

  it('is replayed from the journal with no call and no search, to the same bytes', () =>
    inTemporaryFolder(async (folder) => {
      const store = memoryStore();
      const { corpus, records } = await exampleRelease(store, folder);
      const asked = {
        store,
        folder,
        seed: records,
        options: { task: 'answer', solver: 'extractor', retrieval: { provider: 'embedded', corpus, asOf: firstDay } },
      };
      await runCampaign({ ...asked, campaign: 'first', gateway: scriptedGateway(scriptedPlanner) });
      const journal = [...store.objects].filter(
        ([key]) => key.includes('campaigns/first/') && key.includes('/journal/'),
      );
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
    }));

  it('keeps transcripts with what was asked, found and read', () =>
    inTemporaryFolder(async (folder) => {
      const store = memoryStore();
      const { corpus, records } = await exampleRelease(store, folder);
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
      const warden = answeredQuestion.parse(
        stages['answer']?.rows.find((row) => row['question_id'] === 'canyon-warden'),
      );
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
    }));
});
