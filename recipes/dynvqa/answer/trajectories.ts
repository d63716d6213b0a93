import { z } from 'zod';
import type { WholeStage } from '../../whole-stage.ts';
import { benchmarkFilter } from '../export/benchmark-filter.ts';
import { benchmarkQuestion } from '../export/benchmark-question.ts';
import { toTrajectory } from '../export/trajectory.ts';
import { answeredQuestion } from './answered-question.ts';
import { rowsOf } from '../sealed-input.ts';

/**
 * Selects the successful episodes as training dialogues of the planner; the others are dropped with the reason. The benchmark's
 * pictures and queries are held in memory, the episodes are not.
 */
export const trajectories: WholeStage = async function* (inputs) {
  const benchmark = benchmarkFilter();
  for await (const row of rowsOf(inputs, 'benchmark')) benchmark.add(benchmarkQuestion.parse(row));
  let left = 0;
  for await (const row of rowsOf(inputs, 'answers')) {
    const episode = answeredQuestion.parse(row);
    const { image, golden_query, question, language, query_vector: vector } = episode;
    if (episode.method !== 'omnisearch' || image === undefined) {
      yield { kind: 'dropped', row, reason: 'no_episode' };
      continue;
    }
    const leak = benchmark.leakOf({ query: golden_query ?? question, language, ...image, vector });
    if (leak) {
      left += 1;
      yield { kind: 'dropped', row, reason: 'benchmark', detail: leak };
      continue;
    }
    const made = toTrajectory({ ...episode, image });
    if (made.kind === 'dropped') {
      yield { kind: 'dropped', row, reason: made.reason };
      continue;
    }
    const fields = {
      question_id: made.question_id,
      language,
      gold_version: episode.gold_version,
      image,
      messages: made.messages,
    };
    yield { kind: 'row', fields: z.record(z.string(), z.json()).parse(fields), parents: [row] };
  }
  yield { kind: 'facts', facts: { benchmark_questions: benchmark.size(), benchmark_left_out: left } };
};
