import type { ArtifactStore } from '../artifacts/store.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import { journalPrefix, stagePrefix } from '../artifacts/keys.ts';
import type { Decision } from '../campaigns/decisions.ts';
import { journalEntry } from '../artifacts/journal-entry.ts';
import type { CampaignState } from './campaign-status.ts';
import { inParallel } from './in-parallel.ts';

/** The state as the store alone tells it: for campaigns whose runs Temporal does not know (any more). */
export function stateFromStore(
  stages: readonly { readonly sealed: boolean }[],
  decisions: readonly Decision[],
): { readonly state: CampaignState; readonly reason?: string } {
  if (stages.every(({ sealed }) => sealed)) return { state: 'completed' };
  if (decisions.at(-1)?.kind === 'cancel') return { state: 'cancelled', ...reasonOf(cancelReason(decisions)) };
  if (decisions.at(-1)?.kind === 'budget') return { state: 'budget_exhausted', ...reasonOf(decisions.at(-1)?.reason) };
  return { state: 'interrupted', reason: 'no workflow run goes on with it; `mmsynth resume` does' };
}

/** What the cancel said, looking past the entry the workflow itself adds when it unwinds. */
export function cancelReason(decisions: readonly Decision[]): string | undefined {
  const trailing = decisions.slice(decisions.findLastIndex(({ kind }) => kind !== 'cancel') + 1);
  return trailing.find(({ reason }) => reason !== undefined && reason !== 'cancelled')?.reason;
}

export const reasonOf = (reason: string | undefined): { reason?: string } => (reason === undefined ? {} : { reason });

/** Shards whose last segment is read; lanes take shards in order, so the last ones end last. */
const newestShards = 256;
const readAhead = 32;

/** Time of the newest answer of a stage, from the last segments of its last shards. */
export async function newestAnswerAt(store: ArtifactStore, place: StagePlace): Promise<string | undefined> {
  const last = new Map<string, string>();
  for await (const { key } of store.list(`${stagePrefix(place)}journal/`)) {
    const shard = key.slice(journalPrefix(place, 0).length - 9, journalPrefix(place, 0).length - 1);
    last.delete(shard);
    last.set(shard, key);
    if (last.size > newestShards) last.delete(last.keys().next().value as string);
  }
  let newest: string | undefined;
  await inParallel(last.values(), readAhead, async (key) => {
    const line = (await store.get(key))?.toString('utf8').trimEnd().split('\n').at(-1);
    if (!line) return;
    const { at } = journalEntry.parse(JSON.parse(line));
    if (newest === undefined || at > newest) newest = at;
  });
  return newest;
}
