import { z } from 'zod';

/** Vectors as the journal keeps them: each as base64 of its float32 values, little-endian. */
export const embeddings = z.object({ dimensions: z.int().min(1), vectors: z.array(z.base64()).min(1) });
export type Embeddings = Readonly<z.infer<typeof embeddings>>;

/** Base64 of a vector's float32 values, little-endian. */
export function encodeVector(values: readonly number[] | Float32Array): string {
  const bytes = Buffer.alloc(values.length * 4);
  for (let at = 0; at < values.length; at++) bytes.writeFloatLE(values[at] ?? 0, at * 4);
  return bytes.toString('base64');
}

/** The values of a vector. */
export function decodeVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const values = new Float32Array(bytes.length >> 2);
  for (let at = 0; at < values.length; at++) values[at] = bytes.readFloatLE(at * 4);
  return values;
}
