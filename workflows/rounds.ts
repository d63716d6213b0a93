import { contrastiveRound } from './contrastive.ts';
import { curateRound } from './curate.ts';
import { dynvqaRound } from './dynvqa.ts';
import { florence2Round } from './florence2.ts';
import { mixRound } from './mix.ts';
import type { RoundMethod } from './round-method.ts';
import { roundWorkflow } from './round.ts';
import { starRound } from './star.ts';

/** How a round of each recipe with barriers goes. */
const methods: Readonly<Record<string, RoundMethod>> = {
  contrastive: contrastiveRound,
  curate: curateRound,
  dynvqa: dynvqaRound,
  florence2: florence2Round,
  mix: mixRound,
  star: starRound,
};

/** A round of any recipe with barriers. */
export const round = roundWorkflow(methods);
