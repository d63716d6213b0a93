import type { RoundStages } from './round-stages.ts';
import type { RoundVerdict } from './shapes.ts';

/** One round of a recipe with barriers: its stages one after the other, and whether another round follows. */
export type RoundMethod = (stages: RoundStages) => Promise<RoundVerdict>;
