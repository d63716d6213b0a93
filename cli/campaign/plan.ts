import { readRecords } from '../../activities/import/read-records.ts';
import { readSpec } from '../../activities/campaigns/spec/read-spec.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { resolveRole } from '../../activities/shard-runner/canonical-request.ts';
import { stagesThrough } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { ExpectedCall } from '../../recipes/recipe.ts';
import { paceOf, planSeconds, type PlannedCalls, type PlannedPace } from './plan-time.ts';

/** The estimate reads no image: text is measured, a picture of common size is assumed. */
const standIn = (path: string) => ({
  image: { sha256: '0'.repeat(64), mediaType: 'image/jpeg', width: 1024, height: 768 },
  image_path: path,
});

export interface PlannedModel extends PlannedCalls, PlannedPace {
  readonly promptTokens: number;
  /** In the campaign's currency; absent without a price in the spec. */
  readonly cost?: number;
}

export interface CampaignPlan {
  readonly campaign: string;
  readonly recipe: string;
  readonly records: number;
  readonly usable: number;
  /** Records the figures were measured on. */
  readonly sampled: number;
  readonly shards: number;
  readonly stages: readonly { readonly round: number; readonly stage: string }[];
  readonly models: readonly PlannedModel[];
  /** Of the models with a price; absent where none has one. */
  readonly cost?: number;
  /** Searches have a price and are not in `cost`. */
  readonly searchesOnTop?: true;
  /** From the first request to the last answer, with one worker process. */
  readonly seconds: number;
}

export interface PlanOptions {
  /** Mean seconds of an answer, as measured on the endpoint. @default assumed from the tokens of an answer */
  readonly latencySeconds?: number | undefined;
}

/** Records read through the recipe's own prompt code for the estimate. */
const sampleSize = 200;

/** Calls, tokens, cost and time to expect, from the spec and a sample of its seed. Starts and writes nothing. */
export async function planCampaign(
  path: string,
  assignments: readonly string[],
  { latencySeconds }: PlanOptions = {},
): Promise<CampaignPlan> {
  const { spec, options, seedFile } = await readSpec(path, assignments);
  const recipe = recipeNamed(spec.recipe);
  const expected: ExpectedCall[] = [];
  let records = 0;
  let sampled = 0;
  let usable = 0;
  for await (const record of readRecords(seedFile)) {
    if (records >= (spec.input.limit ?? Infinity)) break;
    records += 1;
    if (sampled >= sampleSize || !record.ok) continue;
    const seed = recipe.readSeed(record.value, options);
    sampled += 1;
    if (!seed.ok) continue;
    usable += 1;
    expected.push(
      ...recipe.expect(seed.image === undefined ? seed.fields : { ...seed.fields, ...standIn(seed.image) }, options),
    );
  }
  if (records === 0)
    throw new MmsynthError('seed_empty', `${seedFile}: the seed has no records; set input.file to one that has.`);
  const rounds = recipe.plan.rounds(options);
  const scale = sampled === 0 ? 0 : (records / sampled) * rounds;
  const models = [...new Set(expected.map(({ model }) => model))].map((model): PlannedModel => {
    const of = expected.filter((call) => call.model === model);
    const total = (figure: (call: ExpectedCall) => number): number =>
      Math.round(of.reduce((sum, call) => sum + figure(call), 0) * scale);
    const promptTokens = total((call) => call.calls * call.promptTokens);
    const completionTokens = total((call) => call.calls * call.completionTokens);
    const price = spec.models[resolveRole(spec.models, model)]?.price;
    const cost = price && (promptTokens * price.prompt + completionTokens * price.completion) / 1e6;
    const planned = { model, calls: total(({ calls }) => calls), completionTokens };
    return {
      ...planned,
      promptTokens,
      ...paceOf(planned, spec.models, latencySeconds),
      ...(cost === undefined ? {} : { cost }),
    };
  });
  const costs = models.flatMap(({ cost }) => cost ?? []);
  const planned = sampled === 0 ? 0 : Math.round((usable / sampled) * records);
  return {
    campaign: spec.campaign,
    recipe: spec.recipe,
    records,
    usable: planned,
    sampled,
    shards: Math.ceil(records / spec.shardItems),
    stages: [{ round: 0, stage: 'import' }, ...stagesThrough(recipe.plan, rounds, options)],
    models,
    ...(costs.length === 0 ? {} : { cost: costs.reduce((sum, cost) => sum + cost, 0) }),
    ...(spec.searchPrice ? { searchesOnTop: true } : {}),
    seconds: planSeconds(models, spec.models, planned),
  };
}
