import type { ArtifactStore } from '../activities/artifacts/store.ts';

export interface MemoryStore extends ArtifactStore {
  /** Every object by key, for looking and for damaging on purpose. */
  readonly objects: Map<string, Buffer>;
  /** Keys read by `get`, in order. */
  readonly reads: string[];
}

/** An object store in memory with the conditional put of the real one. For tests. */
export function memoryStore(address = 's3://memory/test'): MemoryStore {
  const objects = new Map<string, Buffer>();
  const reads: string[] = [];
  return {
    address,
    objects,
    reads,
    async putOnce(key, body) {
      if (objects.has(key)) return 'exists';
      objects.set(key, Buffer.from(body));
      return 'created';
    },
    async get(key) {
      reads.push(key);
      const found = objects.get(key);
      return found && Buffer.from(found);
    },
    exists: async (key) => objects.has(key),
    async *list(prefix) {
      for (const key of [...objects.keys()].filter((name) => name.startsWith(prefix)).sort()) {
        yield { key, bytes: objects.get(key)?.length ?? 0 };
      }
    },
    async *listFolders(prefix) {
      const under = [...objects.keys()]
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length));
      yield* [
        ...new Set(under.filter((name) => name.includes('/')).map((name) => name.slice(0, name.indexOf('/')))),
      ].sort();
    },
    presign: async (key) => `https://memory.invalid/${key}`,
    close: () => undefined,
  };
}
