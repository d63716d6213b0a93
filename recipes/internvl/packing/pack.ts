export type SampleId = number | string;

export interface Sample {
  readonly id: SampleId;
  /** Visual tokens included. */
  readonly tokens: number;
  readonly tiles: number;
}

export interface PackLimits {
  readonly maxTokens: number;
  readonly maxTiles: number;
  /** Tile slots of a sample without a picture: the trainer's loader gives it a blank tile. @default 1 */
  readonly textTileCost?: 0 | 1;
}

/** Samples that share one sequence of the trainer. */
export interface Pack {
  readonly ids: SampleId[];
  readonly tokens: number;
  /** Tile slots, those of blank tiles included. */
  readonly tiles: number;
}

export const tileSlots = ({ tiles }: Sample, { textTileCost = 1 }: PackLimits): number =>
  tiles === 0 ? textTileCost : tiles;

/** Whether a sample goes into a pack at all; one that does not must be cut or dropped before (invariant I9). */
export const packable = (sample: Sample, limits: PackLimits): boolean =>
  sample.tokens <= limits.maxTokens && tileSlots(sample, limits) <= limits.maxTiles;
