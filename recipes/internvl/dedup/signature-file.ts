import type { ScratchFile } from '../../whole-stage.ts';
import { permutations } from './settings.ts';

const bytesPerSignature = 4 * permutations;
/** Signatures written and read at once: 1 MB. */
const atOnce = 2048;

/** MinHash signatures by the order they were added, on a scratch file. */
export interface SignatureFile {
  add(signature: Int32Array): Promise<void> | undefined;
  /** To be called once after the last; only then can they be read. */
  finish(): Promise<void>;
  at(index: number): Promise<Int32Array>;
  all(): AsyncGenerator<{ readonly index: number; readonly signature: Int32Array }>;
}

export function signatureFile(file: ScratchFile): SignatureFile {
  let held = new Int32Array(atOnce * permutations);
  let size = 0;
  let count = 0;
  const flush = async (): Promise<void> => {
    const full = Buffer.from(held.buffer, 0, size * bytesPerSignature);
    held = new Int32Array(atOnce * permutations);
    size = 0;
    await file.append(full);
  };
  const read = async (from: number, end: number): Promise<Int32Array> => {
    const bytes = await file.read(from * bytesPerSignature, end * bytesPerSignature);
    return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  };
  return {
    add(signature) {
      held.set(signature, size * permutations);
      size += 1;
      count += 1;
      return size === atOnce ? flush() : undefined;
    },
    finish: flush,
    at: (index) => read(index, index + 1),
    async *all() {
      for (let from = 0; from < count; from += atOnce) {
        const end = Math.min(count, from + atOnce);
        const signatures = await read(from, end);
        for (let index = from; index < end; index++) {
          const at = (index - from) * permutations;
          yield { index, signature: signatures.subarray(at, at + permutations) };
        }
      }
    },
  };
}
