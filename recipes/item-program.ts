import { z } from 'zod';
import type { Outcome } from './outcome.ts';
import type { Services } from './services.ts';
import type { StageFacts } from './stage-facts.ts';

/** One answer a row rests on: the journal key and the sha256 of the raw answer. */
export const callRef = z.object({ key: z.string(), answer: z.string() }).readonly();
export type CallRef = z.infer<typeof callRef>;

/** What every row of every dataset carries; recipes add their own fields. */
export const row = z.looseObject({
  id: z.string(),
  /** Id of the imported row it comes from. */
  origin: z.string(),
  parents: z.array(z.string()).readonly(),
  round: z.number().int().min(0),
  calls: z.array(callRef).readonly(),
});
export type Row = Readonly<z.infer<typeof row>>;

/** In a round with barriers both are the row of the stage's input. */
export interface ItemInput {
  /** The imported row of this item. */
  readonly seed: Row;
  /** The newest kept row of this item before this round: a former round's, or the seed. */
  readonly current: Row;
}

export interface ItemContext {
  /** Seed of the campaign; all randomness derives from it. */
  readonly campaignSeed: number;
  readonly stage: string;
  readonly round: number;
  /** Id of the row the item is named by: the imported row (`origin`) in lanes, the input row in a round with barriers. */
  readonly itemId: string;
  /** The recipe's options, already validated by its schema. */
  readonly options: unknown;
  /** Facts of the sealed stages that the plan names for this stage. */
  readonly facts: Readonly<Record<string, StageFacts>>;
  /** Uniform in [0, 1) from a hash of (campaign seed, round, stage, item, purpose). */
  readonly draw: (purpose: string) => number;
}

/** Turns one input row into exactly one outcome. Its only effects go through `services`. */
export type ItemProgram = (input: ItemInput, services: Services, context: ItemContext) => Promise<Outcome>;
