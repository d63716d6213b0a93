import { onAbort } from '../abort.ts';

/** Keeps loaded values up to a number of bytes, least recently used out first; a key being loaded is loaded once. */
export interface ByteCache<V> {
  /** The value, from the cache or by `load`; `load`'s signal aborts once every waiting caller has aborted. */
  get(key: string, load: (signal: AbortSignal) => Promise<V>, signal: AbortSignal): Promise<V>;
  readonly bytes: number;
}

interface Loading<V> {
  readonly value: Promise<V>;
  readonly abort: AbortController;
  waiting: number;
}

export function createByteCache<V>(options: { maxBytes: number; sizeOf: (value: V) => number }): ByteCache<V> {
  const { maxBytes, sizeOf } = options;
  /** In order of use, oldest first. */
  const kept = new Map<string, V>();
  const loading = new Map<string, Loading<V>>();
  let bytes = 0;

  function keep(key: string, value: V): void {
    const before = kept.get(key);
    if (before !== undefined) bytes -= sizeOf(before);
    kept.delete(key);
    kept.set(key, value);
    bytes += sizeOf(value);
    for (const [oldest, dropped] of kept) {
      if (bytes <= maxBytes) return;
      kept.delete(oldest);
      bytes -= sizeOf(dropped);
    }
  }

  function start(key: string, load: (signal: AbortSignal) => Promise<V>): Loading<V> {
    const abort = new AbortController();
    const value = load(abort.signal).then(
      (loaded) => {
        if (loading.get(key) === entry) loading.delete(key);
        keep(key, loaded);
        return loaded;
      },
      (error: unknown) => {
        if (loading.get(key) === entry) loading.delete(key);
        throw error;
      },
    );
    const entry: Loading<V> = { value, abort, waiting: 0 };
    loading.set(key, entry);
    return entry;
  }

  return {
    async get(key, load, signal) {
      const cached = kept.get(key);
      if (cached !== undefined) {
        kept.delete(key);
        kept.set(key, cached);
        return cached;
      }
      signal.throwIfAborted();
      const entry = loading.get(key) ?? start(key, load);
      entry.waiting += 1;
      return new Promise<V>((resolve, reject) => {
        const stopListening = onAbort(signal, () => {
          stopListening();
          entry.waiting -= 1;
          if (entry.waiting === 0) {
            if (loading.get(key) === entry) loading.delete(key);
            entry.abort.abort(signal.reason);
          }
          reject(signal.reason);
        });
        entry.value.then(resolve, reject).finally(stopListening);
      });
    },
    get bytes() {
      return bytes;
    },
  };
}
