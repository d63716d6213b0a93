/** Groups a stream into arrays of `size`, up to `limit` elements in all. */
export async function* shardsOf<T>(source: AsyncIterable<T>, size: number, limit = Infinity): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let taken = 0;
  for await (const element of source) {
    if (taken++ >= limit) break;
    batch.push(element);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
