import type { UpdateFrequency } from '../gold/labels.ts';

/** How often a question is asked anew, by how often its answer moves: as cron, in UTC, on the first of a month. */
export const refreshCalendar: Readonly<Record<UpdateFrequency, string>> = {
  fast: '0 3 1 * *',
  slow: '0 3 1 1,4,7,10 *',
  never: '0 3 1 1 *',
};

/** Refreshes in a row without agreement after which a question is retired. */
export const mostPendingCycles = 2;

/** Months, 1 to 12, in which a class is due, as the calendar has them. */
function dueMonths(cron: string): readonly number[] | 'every' {
  const month = cron.split(' ')[3] ?? '*';
  return month === '*' ? 'every' : month.split(',').map(Number);
}

/** The classes of questions whose turn it is in a month (1 to 12). */
export const dueClasses = (month: number): readonly UpdateFrequency[] =>
  (Object.keys(refreshCalendar) as UpdateFrequency[]).filter((name) => {
    const months = dueMonths(refreshCalendar[name]);
    return months === 'every' || months.includes(month);
  });
