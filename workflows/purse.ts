import { condition } from '@temporalio/workflow';
import { isSpent, joined, lessAside, returned, setAside, type Allowance } from './budget.ts';
import type { Counts, UsageTotals } from './shapes.ts';

/** What came of one attempt at a shard. */
export interface ShardRun {
  readonly counts: Counts;
  readonly usage: UsageTotals;
  /** Bought for the shard in this workflow run so far. */
  readonly spent: UsageTotals;
  readonly exhausted?: true;
}

/** A partition's part of the budget, shared by its lanes. */
export interface Purse {
  readonly pool: () => Allowance | undefined;
  grant(more: Allowance): void;
  /** Runs a shard with what can be set aside for it, again and again until it needs no more. */
  pay(run: (allowance: Allowance | undefined) => Promise<ShardRun>, lanes: () => number): Promise<ShardRun>;
  /** Nothing is left and nothing set aside comes back: all lanes wait. */
  readonly dry: () => boolean;
}

const nothing: UsageTotals = { requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 };

function difference(a: UsageTotals, b: UsageTotals): UsageTotals {
  return {
    requests: a.requests - b.requests,
    promptTokens: a.promptTokens - b.promptTokens,
    completionTokens: a.completionTokens - b.completionTokens,
    cost: a.cost - b.cost,
  };
}

/** @param stop says that no more will come: waiting lanes then give up by throwing it */
export function openPurse(initial: Allowance | undefined, stop: () => Error | undefined): Purse {
  let pool = initial;
  let outstanding = 0;
  let waiting = 0;

  async function takeAside(lanes: number): Promise<Allowance> {
    waiting += 1;
    await condition(() => stop() !== undefined || (pool !== undefined && !isSpent(pool, Date.now())));
    waiting -= 1;
    const ended = stop();
    if (ended || !pool) throw ended ?? new Error('the purse was closed');
    const aside = setAside(pool, lanes);
    pool = lessAside(pool, aside);
    outstanding += 1;
    return aside;
  }

  return {
    pool: () => pool,
    grant: (more) => void (pool = pool && joined(pool, more)),
    dry: () => pool !== undefined && waiting > 0 && outstanding === 0 && isSpent(pool, Date.now()),
    async pay(run, lanes) {
      if (!pool) return run(undefined);
      let accounted = nothing;
      for (;;) {
        const aside = await takeAside(lanes());
        let spent = nothing;
        try {
          const result = await run(aside);
          spent = difference(result.spent, accounted);
          accounted = result.spent;
          if (!result.exhausted) return result;
        } finally {
          outstanding -= 1;
          pool = returned(pool, aside, spent);
        }
      }
    },
  };
}
