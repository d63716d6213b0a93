import type { JournalEntry } from '../artifacts/journal-entry.ts';

/** What a shard may spend in one attempt; a dimension that is absent has no limit. */
export interface Allowance {
  readonly requests?: number;
  /** Prompt and completion tokens together. */
  readonly tokens?: number;
  /** In the campaign's currency. */
  readonly cost?: number;
  /** Date in ISO form after which nothing is asked. */
  readonly until?: string;
}

/** Thrown instead of asking. The item is left unfinished, not failed: its answers so far are journaled. */
export class AllowanceSpent extends Error {
  override readonly name = 'AllowanceSpent';
}

export interface AllowanceMeter {
  /** To be called each time right before a request goes out, `again` where it was counted before. Throws AllowanceSpent. */
  admit(again?: boolean): void;
  answered(entry: JournalEntry): void;
}

/**
 * Requests are counted as they go out, tokens and cost as answers come in: the overshoot is what is in flight.
 *
 * @param before what earlier attempts of the same activity have bought on this allowance
 */
export function meterAllowance(
  allowance: Allowance | undefined,
  before: readonly JournalEntry[] = [],
  now: () => number = Date.now,
): AllowanceMeter {
  let requests = before.length;
  let tokens = 0;
  let cost = 0;
  const answered = (entry: JournalEntry): void => {
    tokens += entry.promptTokens + entry.completionTokens;
    cost += entry.cost;
  };
  before.forEach(answered);
  return {
    answered,
    admit(again = false) {
      if (!allowance) return;
      const spent =
        (!again && requests >= (allowance.requests ?? Infinity)) ||
        tokens >= (allowance.tokens ?? Infinity) ||
        cost >= (allowance.cost ?? Infinity) ||
        (allowance.until !== undefined && now() >= Date.parse(allowance.until));
      if (spent) throw new AllowanceSpent('the allowance of this shard is spent');
      if (!again) requests += 1;
    },
  };
}
