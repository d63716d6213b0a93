import { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { recipeNames } from '../../recipes/registry.ts';
import { identityKey } from '../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';
import type { ModelSettings } from './model-settings.ts';
import { campaignId } from './spec/campaign-spec.ts';
import type { SpecFile } from './spec/read-spec.ts';
import { identityOfTraining, trainingIdentity } from './training-settings.ts';

/** What of a model changes rows. */
const modelIdentity = z.strictObject({
  model: z.string(),
  maxTokens: z.int(),
  temperature: z.number(),
  topP: z.number().optional(),
  responseFormat: z.string(),
  image: z.strictObject({ maxSide: z.int(), detail: z.string() }),
  extra: z.record(z.string(), z.json()),
});

/** What changes rows: written once, before anything else of a campaign. */
export const identity = z.strictObject({
  v: z.literal(1),
  campaign: campaignId,
  /** The campaign whose journal keys are used: itself, or a fork's first ancestor. */
  root: campaignId,
  /** Of a fork: the campaign and revision it comes from, and the first round of its own. */
  parent: z.strictObject({ campaign: campaignId, revision: z.int(), fromRound: z.int() }).optional(),
  recipe: z.enum(recipeNames),
  seed: z.int(),
  input: z.strictObject({
    sha256: z.string(),
    limit: z.int().optional(),
    /** sha256 of each further file. */
    parts: z.record(z.string(), z.string()).optional(),
    /** sha256 of each file taken whole. */
    files: z.record(z.string(), z.string()).optional(),
  }),
  models: z.record(z.string(), modelIdentity),
  /** Of recipes that train. */
  training: trainingIdentity.optional(),
  options: z.record(z.string(), z.json()),
  shardItems: z.int(),
});
export type Identity = z.infer<typeof identity>;

/** The part of the models' settings that changes rows. */
export function modelsIdentity(models: Readonly<Record<string, ModelSettings>>): Identity['models'] {
  const entries = Object.entries(models).map(
    ([role, { model, maxTokens, temperature, topP, responseFormat, image, extra }]) => [
      role,
      {
        model,
        maxTokens,
        temperature,
        ...(topP === undefined ? {} : { topP }),
        responseFormat,
        image: { maxSide: image.maxSide, detail: image.detail },
        extra,
      },
    ],
  );
  return Object.fromEntries(entries) as Identity['models'];
}

/** sha256 of the seed file and of its parts. */
export interface SeedHashes {
  readonly seed: string;
  readonly parts: Readonly<Record<string, string>>;
  /** Of each file taken whole. @default none */
  readonly files?: Readonly<Record<string, string>>;
}

export function identityOf({ spec, options }: SpecFile, { seed, parts, files = {} }: SeedHashes): Identity {
  const { limit } = spec.input;
  return {
    v: 1,
    campaign: spec.campaign,
    root: spec.campaign,
    recipe: spec.recipe,
    seed: spec.seed,
    input: {
      sha256: seed,
      ...(limit === undefined ? {} : { limit }),
      ...(Object.keys(parts).length === 0 ? {} : { parts }),
      ...(Object.keys(files).length === 0 ? {} : { files }),
    },
    models: modelsIdentity(spec.models),
    ...(spec.training ? { training: identityOfTraining(spec.training) } : {}),
    options: { ...options },
    shardItems: spec.shardItems,
  };
}

export async function readIdentity(
  store: ArtifactStore,
  campaign: string,
  options?: CallOptions,
): Promise<Identity | undefined> {
  const bytes = await store.get(identityKey(campaign), options);
  return bytes && identity.parse(JSON.parse(bytes.toString('utf8')));
}

/** Writes the identity, or attaches to the same one. Another one is `identity_conflict`, naming the first field that differs. */
export async function claimIdentity(store: ArtifactStore, mine: Identity): Promise<'created' | 'attached'> {
  const put = await store.putOnce(identityKey(mine.campaign), canonicalJson(mine), 'application/json');
  if (put === 'created') return 'created';
  const theirs = await readIdentity(store, mine.campaign);
  const field = firstDifference(theirs, mine);
  if (field === undefined) return 'attached';
  throw new MmsynthError(
    'identity_conflict',
    `campaign '${mine.campaign}' exists with another ${field}: choose another campaign id, or set ${field} back to what it was.`,
  );
}

/** Dotted path of the first field, in alphabetical order, in which two values differ. */
export function firstDifference(a: unknown, b: unknown, path = ''): string | undefined {
  if (canonicalJson(a ?? null) === canonicalJson(b ?? null)) return undefined;
  if (!isPlain(a) || !isPlain(b)) return path || 'identity';
  for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
    const found = firstDifference(a[key], b[key], path ? `${path}.${key}` : key);
    if (found !== undefined) return found;
  }
  return path;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
