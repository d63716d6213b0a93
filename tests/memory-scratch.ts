import type { ScratchFile } from '../recipes/whole-stage.ts';

/** Scratch files that are no files. */
export function memoryScratch(): (name: string) => ScratchFile {
  return () => {
    let bytes = Buffer.alloc(0);
    return {
      size: () => bytes.length,
      async append(more) {
        bytes = Buffer.concat([bytes, more]);
      },
      // A copy of its own memory, aligned for typed arrays, as files give it.
      read: async (start, end) => Buffer.from(Uint8Array.from(bytes.subarray(start, end)).buffer),
    };
  };
}
