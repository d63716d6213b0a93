import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a state that must come. Throws with what it looked like where it does not within 50 s. */
export async function until(what: () => unknown, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 50_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`this did not come: ${JSON.stringify(what())}`);
    await sleep(20);
  }
}
