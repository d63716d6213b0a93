import { MmsynthError } from '../../activities/errors.ts';

/** Messages are answered by a worker; without one they would wait for ever. */
const patienceMs = 15_000;

export async function answered<T>(message: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new MmsynthError(
          'temporal_unreachable',
          'no worker answers for this campaign: start one with `mmsynth worker` (or `mmsynth up`) and try again.',
        ),
      );
    }, patienceMs);
  });
  try {
    return await Promise.race([message, late]);
  } finally {
    clearTimeout(timer);
  }
}
