import { mixRound } from './mix.ts';
import type { RoundMethod } from './round-method.ts';
import { roundWorkflow } from './round.ts';

/** How a round of each recipe with barriers goes. */
const methods: Readonly<Record<string, RoundMethod>> = { mix: mixRound };

/** A round of any recipe with barriers. */
export const round = roundWorkflow(methods);
