import { z } from 'zod';
import type { WholeStage } from '../../whole-stage.ts';
import { toTrajectory } from '../export/trajectory.ts';
import { answeredQuestion } from './answered-question.ts';
import { rowsOf } from '../sealed-input.ts';

/** A question that must not be trained on, as the part `benchmark` holds it. */
export const benchmarkQuestion = z.looseObject({
  query: z.string(),
  image_sha256: z.string().optional(),
  phash: z.string().optional(),
});

/**
 * Selects the successful episodes as training dialogues of the planner; the others are dropped with the reason. The benchmark's
 * pictures and queries are held in memory, the episodes are not.
 */
export const trajectories: WholeStage = async function* (inputs) {
  const images = new Set<string>();
  const queries: string[] = [];
  for await (const row of rowsOf(inputs, 'benchmark')) {
    const { query, image_sha256, phash } = benchmarkQuestion.parse(row);
    queries.push(query);
    for (const image of [image_sha256, phash]) if (image !== undefined) images.add(image);
  }
  for await (const row of rowsOf(inputs, 'answers')) {
    const episode = answeredQuestion.parse(row);
    if (episode.method !== 'omnisearch' || episode.image === undefined) {
      yield { kind: 'dropped', row, reason: 'no_episode' };
      continue;
    }
    const made = toTrajectory({ ...episode, image: episode.image }, { images, queries });
    if (made.kind === 'dropped') {
      yield { kind: 'dropped', row, reason: made.reason };
      continue;
    }
    const fields = {
      question_id: made.question_id,
      language: episode.language,
      gold_version: episode.gold_version,
      image: episode.image,
      messages: made.messages,
    };
    yield { kind: 'row', fields: z.record(z.string(), z.json()).parse(fields), parents: [row] };
  }
};
