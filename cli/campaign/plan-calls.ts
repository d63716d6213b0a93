import type { SearchPrice } from '../../activities/campaigns/search-price.ts';
import { searchesPerPrice } from '../../activities/campaigns/search-price.ts';
import type { ModelSettings } from '../../activities/campaigns/model-settings.ts';
import { resolveRole } from '../../activities/shard-runner/canonical-request.ts';
import { mostOf, type ExpectedCall, type ExpectedSearch } from '../../recipes/expected-calls.ts';
import { paceOf, type PlannedCalls, type PlannedPace } from './plan-time.ts';

/** Something counted, as often as it is expected. */
export interface Weighted<T> {
  readonly of: T;
  readonly times: number;
}

export interface PlannedModel extends PlannedCalls, PlannedPace {
  /** Where every gate is passed and every sample used; answers that have to be asked for again come on top. */
  readonly callsAtMost: number;
  readonly promptTokens: number;
  /** In the campaign's currency; absent without a price in the spec. */
  readonly cost?: number;
  readonly costAtMost?: number;
}

export interface PlannedSearches {
  readonly calls: number;
  readonly callsAtMost: number;
  readonly cost?: number;
  readonly costAtMost?: number;
}

const total = <T>(all: readonly Weighted<T>[], figure: (one: T) => number): number =>
  all.reduce((sum, { of, times }) => sum + figure(of) * times, 0);

const tokensPerPrice = 1e6;

/** Calls, tokens and cost by role, in the order the roles are first met. */
export function planModels(
  calls: readonly Weighted<ExpectedCall>[],
  settings: Readonly<Record<string, ModelSettings>>,
  latencySeconds: number | undefined,
): readonly PlannedModel[] {
  const models = [...new Set(calls.map(({ of }) => of.model))];
  return models.map((model): PlannedModel => {
    const own = calls.filter(({ of }) => of.model === model);
    const rounded = (figure: (call: ExpectedCall) => number): number => Math.round(total(own, figure));
    const price = settings[resolveRole(settings, model)]?.price;
    const costOf = (times: (call: ExpectedCall) => number): number =>
      price
        ? (rounded((call) => times(call) * call.promptTokens) * price.prompt +
            rounded((call) => times(call) * call.completionTokens) * price.completion) /
          tokensPerPrice
        : 0;
    const mean = ({ calls: times }: ExpectedCall): number => times;
    const planned = {
      model,
      calls: rounded(mean),
      completionTokens: rounded((call) => call.calls * call.completionTokens),
    };
    return {
      ...planned,
      callsAtMost: Math.ceil(total(own, mostOf)),
      promptTokens: rounded((call) => call.calls * call.promptTokens),
      ...paceOf(planned, settings, latencySeconds),
      ...(price ? { cost: costOf(mean), costAtMost: costOf(mostOf) } : {}),
    };
  });
}

/** Searches of all kinds, each at the price of the dearest tool it may ask; undefined where none is made. */
export function planSearches(
  searches: readonly Weighted<ExpectedSearch>[],
  prices: SearchPrice | undefined,
): PlannedSearches | undefined {
  if (searches.length === 0) return undefined;
  const priceOf = ({ tools }: ExpectedSearch): number =>
    Math.max(...tools.map((tool) => prices?.[tool] ?? 0)) / searchesPerPrice;
  return {
    calls: Math.round(total(searches, ({ calls }) => calls)),
    callsAtMost: Math.ceil(total(searches, mostOf)),
    ...(prices
      ? {
          cost: total(searches, (search) => search.calls * priceOf(search)),
          costAtMost: total(searches, (search) => mostOf(search) * priceOf(search)),
        }
      : {}),
  };
}
