import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks, and how long to go on looking, in milliseconds. */
const paceMs = 20;
const patienceMs = 120_000;

/** Looks until `look` gives something else than undefined or false. Throws, naming `what`, where that never comes. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await sleep(paceMs);
  }
}
