import type { ItemProgram } from '../../item-program.ts';
import type { BuildOptions } from '../options.ts';
import { readDraft, rowOf } from './draft.ts';

/** What a flagged question falls for unless people keep it. */
export const flagReason = { disputed: 'A13:disputed', sampled: 'A13:sampled' } as const;

/** A13: flags for review what votes disagreed on, and a share of the rest drawn at random. */
export const flag: ItemProgram = async ({ current }, _, context) => {
  const { reviewShare } = context.options as BuildOptions;
  const made = readDraft(current);
  const { question, golden_query, answers, disputed, image } = made;
  const detail = {
    question,
    golden_query,
    answers: [...answers],
    disputed: [...disputed],
    ...(image === undefined ? {} : { image: image.sha256 }),
  };
  if (disputed.length > 0) return { kind: 'dropped', reason: flagReason.disputed, detail };
  if (context.draw('review') < reviewShare) return { kind: 'dropped', reason: flagReason.sampled, detail };
  return { kind: 'kept', rows: [rowOf(made)] };
};
