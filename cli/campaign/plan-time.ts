import type { ModelSettings } from '../../activities/campaigns/model-settings.ts';
import { resolveRole } from '../../activities/shard-runner/canonical-request.ts';

/** What is assumed of an endpoint that nothing is known of: seconds to the first token, and a token, in one of many streams. */
const assumed = { firstToken: 0.5, token: 0.025 } as const;
/** Places assumed of an endpoint whose concurrency is to be found: what finding begins with. */
const placesBeforeFinding = 64;

export interface PlannedCalls {
  readonly model: string;
  readonly calls: number;
  readonly completionTokens: number;
}

export interface PlannedPace {
  /** Requests at once at this role's endpoint. */
  readonly concurrency: number;
  /** Given, or assumed from the tokens of an answer. */
  readonly secondsPerAnswer: number;
}

/** How fast a role's calls are taken to go, with one worker process. */
export function paceOf(
  { model, calls, completionTokens }: PlannedCalls,
  settings: Readonly<Record<string, ModelSettings>>,
  latencySeconds: number | undefined,
): PlannedPace {
  const concurrency = settings[resolveRole(settings, model)]?.concurrency ?? 'auto';
  const tokens = calls === 0 ? 0 : completionTokens / calls;
  return {
    concurrency: concurrency === 'auto' ? placesBeforeFinding : concurrency,
    secondsPerAnswer: latencySeconds ?? assumed.firstToken + tokens * assumed.token,
  };
}

/**
 * Seconds from the first request to the last answer: roles of one endpoint one after the other, endpoints beside each other, and
 * no less than the calls of one item, which wait for each other.
 *
 * @param items usable ones, each asked in every round
 */
export function planSeconds(
  planned: readonly (PlannedCalls & PlannedPace)[],
  settings: Readonly<Record<string, ModelSettings>>,
  items: number,
): number {
  const endpoints = new Map<string, number>();
  let chain = 0;
  for (const { model, calls, concurrency, secondsPerAnswer } of planned) {
    const urls = settings[resolveRole(settings, model)]?.baseUrls ?? [];
    const endpoint = [...urls].sort().join(' ');
    endpoints.set(endpoint, (endpoints.get(endpoint) ?? 0) + (calls * secondsPerAnswer) / concurrency);
    chain += (calls / Math.max(1, items)) * secondsPerAnswer;
  }
  return Math.max(chain, ...endpoints.values());
}
