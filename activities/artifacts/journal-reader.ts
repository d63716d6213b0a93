import { damaged } from './damaged.ts';
import { journalEntry, type JournalEntry } from './journal-entry.ts';
import { journalPrefix, type StagePlace } from './keys.ts';
import type { Usage } from './shard-commit.ts';
import type { ArtifactStore, CallOptions } from './store.ts';

export interface Journal {
  /** First entry of each key in (writer, segment, line) order. */
  readonly entries: ReadonlyMap<string, JournalEntry>;
  /** Every entry, in that order: a key standing twice was bought twice. */
  readonly all: readonly JournalEntry[];
}

/** Reads what every attempt at a shard has paid for. Segments are written whole, so a line that does not parse is damage: throws `artifact_damaged`. */
export async function readJournal(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  options?: CallOptions,
): Promise<Journal> {
  const entries = new Map<string, JournalEntry>();
  const all: JournalEntry[] = [];
  for await (const segment of store.list(journalPrefix(place, shard), options)) {
    const bytes = await store.get(segment.key, options);
    for (const line of (bytes?.toString('utf8') ?? '').split('\n')) {
      if (line === '') continue;
      const entry = entryOf(line);
      if (!entry)
        throw damaged(segment.key, 'holds a line that is not a journal entry', 'delete it to buy its answers again');
      all.push(entry);
      if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
  }
  return { entries, all };
}

function entryOf(line: string): JournalEntry | undefined {
  try {
    return journalEntry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

export function usageOf(entries: Iterable<JournalEntry>): Usage {
  let requests = 0;
  let promptTokens = 0;
  let completionTokens = 0;
  let cost = 0;
  for (const entry of entries) {
    requests += 1;
    promptTokens += entry.promptTokens;
    completionTokens += entry.completionTokens;
    cost += entry.cost;
  }
  return { requests, promptTokens, completionTokens, cost };
}

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    requests: a.requests + b.requests,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    cost: a.cost + b.cost,
  };
}

export const noUsage: Usage = { requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 };
