import { readSpec } from '../../activities/campaigns/spec/read-spec.ts';
import { MmsynthError } from '../../activities/errors.ts';
import type { ExpectedCall, ExpectedSearch } from '../../recipes/expected-calls.ts';
import { stagesThrough } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { RowFields } from '../../recipes/outcome.ts';
import { planModels, planSearches, type PlannedModel, type PlannedSearches, type Weighted } from './plan-calls.ts';
import { planSeed, type PlannedFile } from './plan-seed.ts';
import { planSeconds } from './plan-time.ts';

export interface CampaignPlan {
  readonly campaign: string;
  readonly recipe: string;
  readonly records: number;
  readonly usable: number;
  /** Records the figures were measured on. */
  readonly sampled: number;
  /** Records of the further files, by name; absent where there are none. */
  readonly parts?: Readonly<Record<string, number>>;
  readonly shards: number;
  readonly stages: readonly { readonly round: number; readonly stage: string }[];
  readonly models: readonly PlannedModel[];
  /** Absent where nothing is searched. */
  readonly searches?: PlannedSearches;
  /** Of the models and searches with a price; absent where none has one. */
  readonly cost?: number;
  readonly costAtMost?: number;
  /** What comes on top and cannot be told before; absent where nothing does. */
  readonly notCounted?: readonly string[];
  /** From the first request to the last answer, with one worker process. */
  readonly seconds: number;
}

export interface PlanOptions {
  /** Mean seconds of an answer, as measured on the endpoint. @default assumed from the tokens of an answer */
  readonly latencySeconds?: number | undefined;
}

/** Calls, tokens, cost and time to expect, from the spec and a sample of its seed. Starts and writes nothing. */
export async function planCampaign(
  path: string,
  assignments: readonly string[],
  { latencySeconds }: PlanOptions = {},
): Promise<CampaignPlan> {
  const { spec, options, seedFile, parts: files } = await readSpec(path, assignments);
  const recipe = recipeNamed(spec.recipe);
  const { seed, parts } = await planSeed({ seedFile, parts: files, limit: spec.input.limit }, recipe, options);
  if (seed.records === 0)
    throw new MmsynthError('seed_empty', `${seedFile}: the seed has no records; set input.file to one that has.`);
  const last = recipe.plan.rounds(options);
  const rounds = Array.from({ length: last }, (_, at) => at + 1);
  const all = [seed, ...Object.values(parts)];
  const each = <T>(expected: (row: RowFields, round: number) => readonly T[]): readonly Weighted<T>[] =>
    all.flatMap((file) =>
      rounds.flatMap((round) =>
        file.rows.flatMap((row) => expected(row, round).map((of) => ({ of, times: file.records / file.sampled }))),
      ),
    );
  const calls = each<ExpectedCall>((row, round) => recipe.expect(row, options, round));
  const ofRounds = rounds.flatMap(() => (recipe.expectOfRound?.(options) ?? []).map((of) => ({ of, times: 1 })));
  const models = planModels([...calls, ...ofRounds], spec.models, latencySeconds);
  const searches = planSearches(
    each<ExpectedSearch>((row) => recipe.expectSearches?.(row, options) ?? []),
    spec.searchPrice,
  );
  const priced = [...models, ...(searches ? [searches] : [])].filter(({ cost }) => cost !== undefined);
  const sum = (figure: 'cost' | 'costAtMost'): number => priced.reduce((paid, one) => paid + (one[figure] ?? 0), 0);
  const usable = usableOf(seed);
  const notCounted = recipe.notExpected?.(options) ?? [];
  return {
    campaign: spec.campaign,
    recipe: spec.recipe,
    records: seed.records,
    usable,
    sampled: seed.sampled,
    ...(Object.keys(parts).length === 0
      ? {}
      : { parts: Object.fromEntries(Object.entries(parts).map(([name, { records }]) => [name, records])) }),
    shards: Math.ceil(all.reduce((records, file) => records + file.records, 0) / spec.shardItems),
    stages: [{ round: 0, stage: 'import' }, ...stagesThrough(recipe.plan, last, options)],
    models,
    ...(searches ? { searches } : {}),
    ...(priced.length === 0 ? {} : { cost: sum('cost'), costAtMost: sum('costAtMost') }),
    ...(notCounted.length === 0 ? {} : { notCounted }),
    seconds: planSeconds(models, spec.models, usable),
  };
}

const usableOf = ({ records, sampled, rows }: PlannedFile): number =>
  sampled === 0 ? 0 : Math.round((rows.length / sampled) * records);
