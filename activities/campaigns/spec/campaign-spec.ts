import { z } from 'zod';
import { recipeNames } from '../../../recipes/registry.ts';
import { isStoreAddress } from '../../artifacts/store-address.ts';
import { budget } from '../budget.ts';
import { modelSettings } from '../model-settings.ts';
import { searchPrice } from '../search-price.ts';
import { trainingSettings } from '../training-settings.ts';

export const campaignId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'must be 1 to 63 lower-case letters, digits and dashes, not starting with a dash',
  );

/** A campaign as its user writes it, in YAML or JSON. */
export const campaignSpec = z.strictObject({
  /** The user's name for the run. */
  campaign: campaignId,
  recipe: z.enum(recipeNames),
  /** Seed of every draw of the campaign. @default 0 */
  seed: z.int().min(0).default(0),
  input: z.strictObject({
    /** Seed file, relative to the spec: a JSON array, or JSON lines. */
    file: z.string().min(1),
    /** Further files by the names the recipe knows: a benchmark, a gold set. */
    parts: z.record(z.string(), z.string().min(1)).optional(),
    /** Files the recipe takes whole, by the names it knows: a tokenizer. */
    files: z.record(z.string(), z.string().min(1)).optional(),
    /** Folder the records' image paths are relative to, itself relative to the spec, or `s3://bucket/prefix`. @default the seed file's folder */
    images: z
      .string()
      .min(1)
      .refine((place) => !place.startsWith('s3://') || isStoreAddress(place), 'must be a folder or s3://bucket/prefix')
      .optional(),
    /** Read at most this many records. @default all */
    limit: z.int().min(1).optional(),
  }),
  /** Endpoints by role: `generator`, `judge`. @default none, for a recipe that asks no model */
  models: z.record(z.string(), modelSettings).default({}),
  /** Who trains, for recipes that train. */
  training: trainingSettings.optional(),
  /** What 1,000 searches cost. Not part of the identity. @default nothing */
  searchPrice: searchPrice.optional(),
  /** The recipe's own options. */
  options: z.record(z.string(), z.json()).default({}),
  /** Items of a shard, the unit of retry and commit. Part of the identity. @default 128 */
  shardItems: z.int().min(1).max(4096).default(128),
  /** Items in flight at most, all workers together. @default 8 times the largest concurrency */
  window: z.int().min(1).optional(),
  /** A worker silent for this many seconds is taken for dead. @default 30 */
  heartbeatSeconds: z.int().min(2).max(600).default(30),
  /** Hard stop. Not part of the identity: `resume --set budget.tokens=…` raises it. @default none */
  budget: budget.optional(),
});
export type CampaignSpec = z.infer<typeof campaignSpec>;
