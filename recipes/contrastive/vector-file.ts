import { decodeVector } from '../embedding.ts';
import type { ScratchFile } from '../whole-stage.ts';
import type { VectorBlocks } from './top-k.ts';
import { normalised } from '../vectors.ts';

/** Vectors of one length in a scratch file, scaled to length 1. */
export interface VectorFile {
  /** @throws RangeError where it has another length than those before */
  add(vector: string): Promise<void>;
  /** The vectors so far; the first `most` of them where that is given. */
  blocks(most?: number): VectorBlocks;
}

export function vectorFile(file: ScratchFile): VectorFile {
  let dimensions = 0;
  let count = 0;
  return {
    async add(text) {
      const vector = normalised(decodeVector(text));
      if (count > 0 && vector.length !== dimensions)
        throw new RangeError(`the embedder gave vectors of ${dimensions} and of ${vector.length} dimensions`);
      dimensions = vector.length;
      count += 1;
      await file.append(new Uint8Array(vector.buffer));
    },
    blocks: (most = count) => ({
      count: Math.min(count, most),
      dimensions,
      async read(from, to) {
        const bytes = await file.read(from * dimensions * 4, to * dimensions * 4);
        return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      },
    }),
  };
}
