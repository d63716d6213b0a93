import type { UpdateFrequency } from '../gold/labels.ts';

/** How often a question is asked anew, by how often its answer moves: as cron, in UTC, on the first of a month. Section 3.3 of the specification. */
export const refreshCalendar: Readonly<Record<UpdateFrequency, string>> = {
  fast: '0 3 1 * *',
  slow: '0 3 1 1,4,7,10 *',
  never: '0 3 1 1 *',
};

/** Refreshes in a row without agreement after which a question is retired. */
export const mostPendingCycles = 2;
