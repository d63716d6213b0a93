import { z } from 'zod';

/** A tensor as its file holds it: little-endian values, row after row. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const entry = z.object({ dtype: z.string(), shape: z.array(z.int()), data_offsets: z.tuple([z.int(), z.int()]) });

/** Bytes that give the length of the header. */
const lengthBytes = 8;

/** The tensors of a safetensors file by name; they share the file's memory. Throws where the file is none. */
export function readSafetensors(file: Buffer): ReadonlyMap<string, StoredTensor> {
  const headerEnd = lengthBytes + Number(file.readBigUInt64LE(0));
  const header = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(file.toString('utf8', lengthBytes, headerEnd)) as unknown);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = entry.parse(value);
    const [from, to] = offsets.map((offset) => headerEnd + offset) as [number, number];
    tensors.set(name, { dtype, shape, bytes: file.subarray(from, to) });
  }
  return tensors;
}
