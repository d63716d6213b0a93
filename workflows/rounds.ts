import { florence2Round } from './florence2.ts';
import type { RoundMethod } from './round-method.ts';
import { roundWorkflow } from './round.ts';

/** How a round of each recipe with barriers goes. */
const methods: Readonly<Record<string, RoundMethod>> = { florence2: florence2Round };

/** A round of any recipe with barriers. */
export const round = roundWorkflow(methods);
