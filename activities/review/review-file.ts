import { z } from 'zod';
import { reviewVerdict, type ReviewVerdict } from '../../recipes/review.ts';
import { MmsynthError } from '../errors.ts';
import { readRecords } from '../import/read-records.ts';

/** A line as it was written out, with its verdict filled in or still null; what else stands in it is for the reader. */
const line = z.looseObject({ row: z.string(), verdict: z.enum(['keep', 'drop']).nullish() });

/**
 * Reads verdicts from a review file; lines without one are passed over. Throws `review_invalid` for a line that is none, a row that
 * was not flagged, or two verdicts on one row.
 */
export async function readReviewFile(path: string, flagged: ReadonlySet<string>): Promise<readonly ReviewVerdict[]> {
  const wrong = (at: number, what: string): MmsynthError =>
    new MmsynthError('review_invalid', `${path}, record ${at}: ${what}; nothing was changed.`);
  const found = new Map<string, ReviewVerdict>();
  let at = 0;
  for await (const record of readRecords(path)) {
    at += 1;
    const parsed = record.ok ? line.safeParse(record.value) : undefined;
    if (!parsed?.success) throw wrong(at, `not {"row": id, "verdict": "keep" | "drop" | null}`);
    const { row, verdict, by, note } = parsed.data;
    if (verdict === null || verdict === undefined) continue;
    if (!flagged.has(row)) throw wrong(at, `row '${row}' was not flagged by this stage`);
    if (found.has(row)) throw wrong(at, `a second verdict on row '${row}'`);
    found.set(row, reviewVerdict.parse({ row, verdict, ...(by ? { by } : {}), ...(note ? { note } : {}) }));
  }
  return [...found.values()];
}
