import type { Detection, Proposals } from '../../recipes/services.ts';

/** Below it a line is mostly not what stands there. */
const LEAST_SCORE = 0.75;

export type ProposedText = Proposals['text'][number];

/** The lines worth taking, without their corners. */
export function soundText(proposed: readonly ProposedText[]): Detection['text'] {
  return proposed.flatMap(({ text, bbox, score }) => (score >= LEAST_SCORE ? [{ text, bbox, score }] : []));
}
