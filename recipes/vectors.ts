/** Scales a vector to length 1 in place; one of zeros stays. */
export function normalised(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (length > 0) for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / length;
  return vector;
}

/** Dot product of `length` values from two places: the cosine, where both are of length 1. */
export function dot(a: Float32Array, fromA: number, b: Float32Array, fromB: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += (a[fromA + at] ?? 0) * (b[fromB + at] ?? 0);
  return sum;
}

/** Cosine of two vectors of one length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} dimensions`);
  return dot(normalised(Float32Array.from(a)), 0, normalised(Float32Array.from(b)), 0, a.length);
}
