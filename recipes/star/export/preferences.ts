import { z } from 'zod';
import { row, type Row } from '../../item-program.ts';
import { starTurns } from './turns.ts';

const besideWrong = row.extend({
  completion: z.string(),
  gold: z.string(),
  wrong: z.array(z.object({ sample: z.int(), completion: z.string() })).default([]),
});

/** A right rationale preferred to a wrong one of the same problem and iteration, in MMPR's form. */
export interface RationalePair {
  readonly id: string;
  readonly image?: string;
  readonly question: string;
  readonly chosen: string;
  readonly rejected: string;
  readonly answer_gt: string;
}

/** Pairs of a training record with each wrong attempt kept beside it (V-STaR, 2402.06457): what a verifier is trained on by DPO. */
export function rationalePairs(record: Row, image: string | undefined): readonly RationalePair[] {
  const { id, completion, gold, wrong } = besideWrong.parse(record);
  const { prompt } = starTurns(record);
  return wrong.map(({ sample, completion: rejected }) => ({
    id: `${id}-${sample}`,
    ...(image === undefined ? {} : { image }),
    question: image === undefined ? prompt : `<image>\n${prompt}`,
    chosen: completion,
    rejected,
    answer_gt: gold,
  }));
}
