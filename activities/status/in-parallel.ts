/** Runs `work` on each element with at most `limit` at once, pulling the source as places come free. The first error ends it. */
export async function inParallel<T>(
  source: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (element: T) => Promise<void>,
): Promise<void> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let pulling: Promise<unknown> = Promise.resolve();
  let ended = false;
  const pull = (): Promise<IteratorResult<T>> => {
    const next = pulling.then(() => (ended ? { done: true as const, value: undefined } : iterator.next()));
    pulling = next.catch(() => undefined);
    return next;
  };
  const place = async (): Promise<void> => {
    try {
      for (let next = await pull(); !next.done; next = await pull()) await work(next.value);
    } catch (error) {
      ended = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: limit }, place));
}
