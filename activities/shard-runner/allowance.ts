import type { JournalEntry } from '../artifacts/journal-entry.ts';
import { campaignTab, type CampaignTab } from './campaign-tab.ts';

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

/** Thrown instead of asking while other shards' requests have to come back first. */
class AllowanceHeld extends Error {
  override readonly name = 'AllowanceHeld';
}

/** One request, from before it is sent until its answer is journaled. */
export interface AllowedRequest {
  /** To be called each time right before it goes out; it is counted once. Throws where it may not go out now. */
  readonly admit: () => void;
  /** Asks as soon as it may be asked. Throws AllowanceSpent. */
  whenAllowed<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T>;
  close(): void;
}

export interface AllowanceMeter {
  request(): AllowedRequest;
  answered(entry: JournalEntry): void;
  /** @param settled the workflow learns what was spent */
  close(settled: boolean): void;
}

export interface AllowanceOptions {
  /** What earlier attempts of the same activity have bought on this allowance. */
  readonly before?: readonly JournalEntry[];
  /** Shared by the campaign's shards in this worker. */
  readonly tab?: CampaignTab;
  readonly now?: () => number;
}

/** Requests are counted as they go out, tokens and cost as answers come in: the overshoot is what is in flight. */
export function meterAllowance(allowance: Allowance | undefined, options: AllowanceOptions = {}): AllowanceMeter {
  if (!allowance) return unlimited;
  const { before = [], tab = campaignTab(), now = Date.now } = options;
  const share = tab.open(allowance);
  let requests = before.length;
  let tokens = 0;
  let cost = 0;
  const answered = (entry: JournalEntry): void => {
    const used = entry.promptTokens + entry.completionTokens;
    tokens += used;
    cost += entry.cost;
    share.spent(used, entry.cost);
  };
  before.forEach(answered);

  function request(): AllowedRequest {
    let counted = false;
    let out = false;
    const back = (): void => {
      if (out) share.over();
      out = false;
    };
    return {
      admit() {
        const spent =
          (!counted && requests >= (allowance?.requests ?? Infinity)) ||
          tokens >= (allowance?.tokens ?? Infinity) ||
          cost >= (allowance?.cost ?? Infinity) ||
          (allowance?.until !== undefined && now() >= Date.parse(allowance.until));
        if (spent) throw new AllowanceSpent('the allowance of this shard is spent');
        if (share.isFull()) throw new AllowanceHeld('what is in flight may spend the rest');
        if (!counted) requests += 1;
        if (!out) share.sent();
        [counted, out] = [true, true];
      },
      async whenAllowed(ask, signal) {
        for (;;) {
          try {
            return await ask();
          } catch (error) {
            if (!(error instanceof AllowanceHeld)) throw error;
            back();
            const room = await share.room(signal).catch((cause: unknown) => {
              throw signal.aborted ? signal.reason : cause;
            });
            if (!room) throw new AllowanceSpent('the allowances of the open shards are spent');
          }
        }
      },
      close: back,
    };
  }
  return { request, answered, close: share.leave };
}

const unlimited: AllowanceMeter = {
  request: () => ({ admit: () => undefined, whenAllowed: (ask) => ask(), close: () => undefined }),
  answered: () => undefined,
  close: () => undefined,
};
