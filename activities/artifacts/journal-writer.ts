import { canonicalJson } from '../../recipes/canonical-json.ts';
import type { JournalEntry } from './journal-entry.ts';
import { segmentKey, type StagePlace } from './keys.ts';
import type { ArtifactStore, CallOptions } from './store.ts';

/** A segment goes out at this many answers … */
const segmentEntries = 64;
/** … or when its oldest answer is this old, in milliseconds. */
const segmentAgeMs = 2_000;

export interface JournalWriter {
  append(entry: JournalEntry): void;
  /** Sends what is buffered; to be called when nothing of the shard is in flight. */
  flush(): void;
  /** Resolves when every appended entry is durable; rejects if one could not be written. */
  durable(): Promise<void>;
  readonly written: readonly JournalEntry[];
}

export interface JournalOptions extends CallOptions {
  /** Told when a segment could not be written, and of each one after it. */
  readonly onLost?: (error: unknown) => void;
}

/**
 * Journal of one attempt at one shard. Segments are written one after the other, so they become durable in order; appending
 * never waits.
 */
export function openJournalWriter(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  writer: string,
  options?: JournalOptions,
): JournalWriter {
  const written: JournalEntry[] = [];
  let buffer: string[] = [];
  let segment = 0;
  let timer: NodeJS.Timeout | undefined;
  let tail: Promise<void> = Promise.resolve();

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (buffer.length === 0) return;
    const body = buffer.join('');
    const key = segmentKey(place, shard, writer, segment++);
    buffer = [];
    tail = tail.then(async () => {
      if ((await store.putOnce(key, body, 'application/x-ndjson', options)) === 'created') return;
      // One's own put whose reply was lost, or two writers of one name, which must never be.
      const there = await store.get(key, options);
      if (there?.toString('utf8') !== body) throw new Error(`journal segment ${key} is another writer's`);
    });
    tail.catch((error: unknown) => options?.onLost?.(error));
  }

  return {
    written,
    flush,
    append(entry) {
      written.push(entry);
      buffer.push(`${canonicalJson(entry)}\n`);
      if (buffer.length >= segmentEntries) flush();
      else timer ??= setTimeout(flush, segmentAgeMs);
    },
    durable() {
      flush();
      return tail;
    },
  };
}
