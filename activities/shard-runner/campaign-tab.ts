import { EventEmitter, once, setMaxListeners } from 'node:events';
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
  /** Resolves when the tab is not full any more: `false` where nothing is on its way that could change it. */
  room(signal: AbortSignal): Promise<boolean>;
  /** @param settled the workflow learns what was spent; not so of an attempt that broke off and is repeated */
  leave(settled: boolean): void;
}

export interface CampaignTab {
  open(allowance: Allowance): TabShare;
  isUnused(): boolean;
}

/**
 * What the open shards of a campaign spend together in one worker. Each has an allowance of its own, but one shard's overshoot is
 * taken from the others', so that all of them overshoot by no more than what is in flight.
 */
export function campaignTab(): CampaignTab {
  const shares = new Set<{ readonly allowance: Allowance; readonly spent: Spent }>();
  const changes = new EventEmitter();
  setMaxListeners(0, changes);
  let inFlight = 0;
  /** Overshoot of shards that have left, less what others gave back since. */
  let overdrawn: Spent = { tokens: 0, cost: 0 };

  const sum = (of: (share: { readonly allowance: Allowance; readonly spent: Spent }) => number): number =>
    [...shares].reduce((total, share) => total + of(share), 0);
  const isFull = (): boolean =>
    dimensions.some(
      (each) =>
        sum(({ spent }) => spent[each]) >= sum(({ allowance }) => allowance[each] ?? Infinity) - overdrawn[each],
    );

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
            if (inFlight === 0) return false;
            await once(changes, 'change', { signal });
          }
          return true;
        },
        leave(settled) {
          shares.delete(share);
          const left = (each: (typeof dimensions)[number]): number => {
            if (shares.size === 0) return 0;
            const more = settled ? spent[each] - (allowance[each] ?? Infinity) : 0;
            return Math.max(0, overdrawn[each] + more);
          };
          overdrawn = { tokens: left('tokens'), cost: left('cost') };
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
