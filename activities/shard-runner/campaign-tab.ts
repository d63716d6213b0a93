import { EventEmitter, once, setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Allowance } from './allowance.ts';

/** What is known of an answer only once it is there. */
const dimensions = ['tokens', 'cost'] as const;
type Spent = Readonly<Record<(typeof dimensions)[number], number>>;

/** One shard's part of its campaign's tab. */
export interface TabShare {
  spent(tokens: number, cost: number): void;
  /** Whether the open shards together have spent what they may. */
  isFull(): boolean;
  /** A request goes out. */
  sent(): void;
  /** A request that went out is over; its spending is noted. */
  over(): void;
  /** Resolves when the tab is not full any more: `false` where nothing was on its way for a second that could change it. */
  room(signal: AbortSignal): Promise<boolean>;
  /** @param settled the workflow learns what was spent; not so of an attempt that broke off and is repeated */
  leave(settled: boolean): void;
}

interface OpenShard {
  readonly allowance: Allowance;
  readonly spent: Spent;
}

export interface CampaignTab {
  open(allowance: Allowance): TabShare;
  isUnused(): boolean;
}

/** The workflow surely knows what a shard has spent this long after its end, in milliseconds. */
const toldAfterMs = 5_000;
/** So long a full tab with nothing in flight is waited for, in milliseconds: a shard that gives up at once is asked for again at once. */
const lastWaitMs = 1_000;

export interface TabClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const clockOfMachine: TabClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/**
 * What the open shards of a campaign spend together in one worker. Each has an allowance of its own, but one shard's overshoot is
 * taken from the others', so that all of them overshoot by no more than what is in flight.
 */
export function campaignTab({ now, sleep: wait }: TabClock = clockOfMachine): CampaignTab {
  const shares = new Set<OpenShard>();
  const changes = new EventEmitter();
  setMaxListeners(0, changes);
  let inFlight = 0;
  /** Overshoot of shards that have left, until the workflow gives out no more by what it knew before. */
  let overdrawn: readonly (Spent & { readonly at: number })[] = [];

  const sum = (of: (shard: OpenShard) => number): number => [...shares].reduce((total, share) => total + of(share), 0);
  const isFull = (): boolean => {
    overdrawn = overdrawn.filter(({ at }) => now() - at < toldAfterMs);
    return dimensions.some((each) => {
      const allowed = sum(({ allowance }) => allowance[each] ?? Infinity);
      return sum(({ spent }) => spent[each]) >= overdrawn.reduce((left, over) => left - over[each], allowed);
    });
  };

  return {
    isUnused: () => shares.size === 0,
    open(allowance) {
      const spent = { tokens: 0, cost: 0 };
      const share = { allowance, spent };
      shares.add(share);
      changes.emit('change');
      return {
        isFull,
        spent(tokens, cost) {
          spent.tokens += tokens;
          spent.cost += cost;
        },
        sent: () => void (inFlight += 1),
        over() {
          inFlight -= 1;
          changes.emit('change');
        },
        async room(signal) {
          while (isFull()) {
            if (inFlight > 0) await once(changes, 'change', { signal });
            else {
              await wait(lastWaitMs, signal);
              if (inFlight === 0 && isFull()) return false;
            }
          }
          return true;
        },
        leave(settled) {
          if (!shares.delete(share)) return;
          const over = (each: (typeof dimensions)[number]): number =>
            Math.max(0, spent[each] - (allowance[each] ?? Infinity));
          const [tokens, cost] = [over('tokens'), over('cost')];
          if (settled && (tokens > 0 || cost > 0)) overdrawn = [...overdrawn, { tokens, cost, at: now() }];
          changes.emit('change');
        },
      };
    },
  };
}

/** The tabs of a worker's campaigns; one that nobody uses is forgotten. */
export function openTabs(): (campaign: string) => CampaignTab {
  const tabs = new Map<string, CampaignTab>();
  return (campaign) => {
    for (const [name, tab] of tabs) if (name !== campaign && tab.isUnused()) tabs.delete(name);
    const tab = tabs.get(campaign) ?? campaignTab();
    tabs.set(campaign, tab);
    return tab;
  };
}
