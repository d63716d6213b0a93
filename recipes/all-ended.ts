import { ItemFailure } from './outcome.ts';

/**
 * Results of calls made at once, in order, when all of them have ended. Then trouble with the world is thrown before the first
 * failure in order. With Promise.all the first failure in time would win, and the calls that a reject names would depend on the clock.
 */
export async function allEnded<const Work extends readonly unknown[]>(
  work: Work,
): Promise<{ -readonly [At in keyof Work]: Awaited<Work[At]> }> {
  const ended = await Promise.allSettled(work);
  const failures = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const worst = failures.find((error) => !(error instanceof ItemFailure)) ?? failures[0];
  if (failures.length > 0) throw worst;
  const results = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return results as { -readonly [At in keyof Work]: Awaited<Work[At]> };
}
