import type { Client } from '@temporalio/client';
import { collectRuns } from '../activities/audit/collect-runs.ts';
import { temporalRuns } from '../activities/audit/run-source.ts';

export interface HistorySize {
  /** Workflow runs of the campaign: its own, rounds, partitions, continued ones. */
  readonly runs: number;
  /** Events of the longest history. */
  readonly mostEvents: number;
  /** Bytes of the largest single payload in any history. */
  readonly largestPayload: number;
}

/** Reads every history of a campaign and says how large they are. */
export async function historySize(client: Client, campaign: string): Promise<HistorySize> {
  let largestPayload = 0;
  const source = temporalRuns(client, campaign);
  const { runs } = await collectRuns({
    ...source,
    async history(ref) {
      const history = await source.history(ref);
      for (const event of history?.events ?? []) largestPayload = Math.max(largestPayload, largestIn(event));
      return history;
    },
  });
  return { runs: runs.length, mostEvents: Math.max(0, ...runs.map(({ events }) => events)), largestPayload };
}

/** Bytes of the largest payload within a history event, however deep it lies. */
function largestIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((most, part) => Math.max(most, largestIn(part)), 0);
}
