import type { z } from 'zod';
import type { Row } from './item-program.ts';

/** A stage of a round; `import` of round 0 is the sealed seed. */
export interface StageRef {
  readonly round: number;
  readonly stage: string;
}

/**
 * A sealed dataset a stage reads. `dropped`: not what that stage kept, but the input rows it dropped. `rejects`: the lines of
 * its rejects themselves, those of parts included, each with the id of the row that was its input; for whole stages.
 */
export interface StageInput extends StageRef {
  /** @default 'rows' */
  readonly take?: 'rows' | 'dropped' | 'rejects';
  /** Only rows with these values, `{split: 'dev'}`; null asks that the field is absent. @default all */
  readonly where?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Whether a row is one that the input's `where` asks for. */
export function takes({ where = {} }: StageInput, row: Row): boolean {
  return Object.entries(where).every(([field, value]) => (row[field] ?? null) === value);
}

/**
 * One stage of a round with barriers. `map`: an item program over the rows of its one input, `items`; `whole`: a
 * deterministic function over whole datasets; `activity`: an activity of the recipe's own, training for example.
 */
export interface StagePlan {
  readonly name: string;
  readonly kind: 'map' | 'whole' | 'activity';
  readonly inputs: Readonly<Record<string, StageInput>>;
  /** Sealed stages whose facts the stage's program sees as `context.facts`, by name: which model to ask, for example. */
  readonly facts?: Readonly<Record<string, StageRef>>;
  /** Of a map stage: its program takes answers that ended at their token limit as they stand. @default 'resample' */
  readonly cutShort?: 'resample' | 'take';
}

/** Each shard goes through all rounds of the one map stage on its own, without a barrier. */
export interface LanesPlan {
  readonly shape: 'lanes';
  readonly stages: readonly [string];
  readonly rounds: (options: unknown) => number;
}

/** The stages of a round run one after the other, each sealed before the next one begins. */
export interface BarriersPlan {
  readonly shape: 'barriers';
  /** The options that the schedule rests on: small, without text; they go into workflow history. */
  readonly outline: (options: unknown) => z.core.util.JSONType;
  /** Most rounds; a stop rule may end earlier. Reads nothing of the options but the outline. */
  readonly rounds: (options: unknown) => number;
  /** In the order they run. Reads nothing of the options but the outline. */
  readonly stages: (round: number, options: unknown) => readonly StagePlan[];
  /** The stages whose rows are the campaign's dataset once that many rounds are through. Reads nothing of the options but the outline. */
  readonly dataset: (rounds: number, options: unknown) => readonly StageRef[];
}

/** A recipe's schedule, importable by workflow code. */
export type RecipePlan = LanesPlan | BarriersPlan;

/** Stages of one round by name, in their order. */
export function stageNames(plan: RecipePlan, round: number, options: unknown): readonly string[] {
  return plan.shape === 'lanes' ? plan.stages : plan.stages(round, options).map(({ name }) => name);
}

/** Every stage of rounds 1 to `last`, in order. */
export function stagesThrough(plan: RecipePlan, last: number, options: unknown): readonly StageRef[] {
  return Array.from({ length: last }, (_, i) => i + 1).flatMap((round) =>
    stageNames(plan, round, options).map((stage) => ({ round, stage })),
  );
}

/** The stages whose rows are a campaign's dataset after so many rounds: in lanes those of all rounds, pooled. */
export function datasetOf(plan: RecipePlan, rounds: number, options: unknown): readonly StageRef[] {
  return plan.shape === 'lanes' ? stagesThrough(plan, rounds, options) : plan.dataset(rounds, options);
}

/** How a stage of a round with barriers is planned; undefined in lanes, and of the import. Throws where the plan has no such stage. */
export function stagePlanOf(plan: RecipePlan, { round, stage }: StageRef, options: unknown): StagePlan | undefined {
  if (plan.shape === 'lanes' || round === 0) return undefined;
  const found = plan.stages(round, options).find(({ name }) => name === stage);
  if (!found) throw new Error(`the plan of round ${round} has no stage '${stage}'`);
  return found;
}
