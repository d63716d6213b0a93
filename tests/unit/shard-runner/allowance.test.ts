import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { setMaxListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { JournalEntry } from '../../../activities/artifacts/journal-entry.ts';
import { AllowanceSpent, meterAllowance } from '../../../activities/shard-runner/allowance.ts';
import { campaignTab } from '../../../activities/shard-runner/campaign-tab.ts';
import { isSpent, lessAside, returned, setAside, type Allowance } from '../../../workflows/budget.ts';

jest.setTimeout(60_000);

describe('an allowance', () => {
  it('counts a request once, however often it is sent', () => {
    const meter = meterAllowance({ requests: 2 });
    const [first, second, third] = [meter.request(), meter.request(), meter.request()];
    first.admit();
    second.admit();
    second.admit();
    expect(() => third.admit()).toThrow(AllowanceSpent);
  });

  it('sends nothing again after its date', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { admit } = meterAllowance({ until: '2026-01-01T08:00:00Z' }, { now: () => now }).request();
    admit();
    admit();
    now = Date.parse('2026-01-01T08:00:00Z');
    expect(() => admit()).toThrow(AllowanceSpent);
  });
});

interface Campaign {
  readonly budget: number;
  readonly lanes: number;
  /** Items of each lane's shard; more than all lanes can buy. */
  readonly items: number;
  readonly gate: number;
  readonly tokens: number;
}

/** Lanes that share a budget as the workflow has them, one worker, a gate. Returns the tokens spent when the budget is. */
async function spend({ budget, lanes, items, gate, tokens }: Campaign): Promise<number> {
  let ticks = 0;
  let over = false;
  const ticking = (async () => {
    for (; !over; ticks += 1) await turn();
  })();
  /** A tick of the loop is 100 ms. */
  const now = (): number => ticks * 100;
  const passed = async (ms: number): Promise<void> => {
    for (const due = now() + ms; now() < due;) await turn();
  };
  const tab = campaignTab({ now, sleep: passed });
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  let pool: Allowance = { tokens: budget };
  let total = 0;
  let inFlight = 0;

  async function shard(aside: Allowance): Promise<number> {
    const meter = meterAllowance(aside, { tab });
    const bought = await Promise.allSettled(
      Array.from({ length: items }, async () => {
        const request = meter.request();
        try {
          await request.whenAllowed(async () => {
            while (inFlight >= gate) await turn();
            request.admit();
            inFlight += 1;
            await turn();
            inFlight -= 1;
          }, signal);
          meter.answered({ promptTokens: tokens, completionTokens: 0, cost: 0 } as JournalEntry);
          total += tokens;
        } finally {
          request.close();
        }
      }),
    );
    meter.close(true);
    return bought.filter(({ status }) => status === 'fulfilled').length * tokens;
  }

  async function lane(): Promise<void> {
    while (!isSpent(pool, 0)) {
      const aside = setAside(pool, lanes);
      pool = lessAside(pool, aside);
      const spent = await shard(aside);
      // The more was spent, the later the workflow learns of it.
      await passed(spent > 0 ? 800 : 100);
      pool = returned(pool, aside, { requests: 0, promptTokens: spent, completionTokens: 0, cost: 0 });
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  over = true;
  await ticking;
  return total;
}

describe('a budget of tokens among many lanes', () => {
  it('is overshot by no more than what is in flight', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          budget: fc.integer({ min: 1, max: 2000 }),
          lanes: fc.integer({ min: 1, max: 20 }),
          items: fc.integer({ min: 1, max: 4 }),
          gate: fc.integer({ min: 1, max: 8 }),
          tokens: fc.integer({ min: 5, max: 60 }),
        }),
        async (campaign) => {
          const total = await spend(campaign);
          expect(total).toBeGreaterThanOrEqual(campaign.budget);
          expect(total).toBeLessThan(campaign.budget + campaign.gate * campaign.tokens);
        },
      ),
      { numRuns: 60 },
    );
  });
});
