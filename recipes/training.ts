import type { Row } from './item-program.ts';
import type { Message } from './services.ts';
import type { StageFacts } from './stage-facts.ts';

/** How long one training lasts, in the unit it is planned in. */
export interface TrainingAmount {
  readonly unit: 'steps' | 'epochs';
  readonly amount: number;
}

/** One training of a campaign. */
export interface PlannedTraining {
  readonly amount: TrainingAmount;
  /** Name of the trained model it goes on from; undefined for the base model. */
  readonly from: string | undefined;
}

/** A conversation of a training file. The last message is the assistant's, and the only one with a loss. */
export type TrainingConversation = readonly Message[];

/** What a recipe's stage `train` asks of a trainer. */
export interface RecipeTraining<Options = unknown> {
  /** Whether anybody trains: then the spec needs `training`. */
  needed(options: Options): boolean;
  plan(round: number, options: Options, facts: Readonly<Record<string, StageFacts>>): PlannedTraining;
  /** Role of `models` that is trained and served, and how it is served. @default `generator`, and the option `serve` */
  serving?(options: Options): { readonly role: string; readonly serve: 'openai' | 'vllm-lora' | 'trainer' };
  /** A row of the stage's input `records` as it is trained on. */
  conversation(row: Row): TrainingConversation;
}

/** Steps over so many records at a batch size; epochs are rounded up to whole batches. */
export function stepsOver({ unit, amount }: TrainingAmount, records: number, batchSize: number): number {
  return unit === 'steps' ? amount : Math.max(1, Math.ceil((records * amount) / batchSize));
}

/** Whole epochs over so many records, at least 1: for services that count in nothing else. */
export function epochsOver({ unit, amount }: TrainingAmount, records: number, batchSize: number): number {
  return Math.max(1, Math.round(unit === 'epochs' ? amount : (amount * batchSize) / records));
}
