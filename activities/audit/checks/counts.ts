import type { OutcomeCounts } from '../../artifacts/shard-commit.ts';
import type { Finding } from './finding.ts';
import { itemRejects, type StoredShard } from './stored-shard.ts';

export const sumsUp = ({ total, kept, dropped, failed }: OutcomeCounts): boolean => kept + dropped + failed === total;

/**
 * kept + dropped + failed = total, and each of them is what stands in the rows and rejects. Of a map stage every kept item has
 * rows; what a whole stage keeps can be told from its manifest only.
 */
export function checkCounts(
  { commit: { counts }, rows, rejects }: StoredShard,
  made: 'item by item' | 'as a whole' = 'item by item',
): Finding[] {
  const items = itemRejects(rejects);
  const found: OutcomeCounts = {
    total: counts.total,
    kept: made === 'item by item' ? new Set(rows.map(({ parents, origin }) => parents[0] ?? origin)).size : counts.kept,
    dropped: items.filter(({ kind }) => kind === 'dropped').length,
    failed: items.filter(({ kind }) => kind === 'failed').length,
    rows: rows.length,
  };
  const findings: Finding[] = [];
  if (!sumsUp(counts)) {
    findings.push({
      code: 'counts_mismatch',
      message: `kept ${counts.kept} + dropped ${counts.dropped} + failed ${counts.failed} is not total ${counts.total}`,
    });
  }
  for (const name of ['kept', 'dropped', 'failed', 'rows'] as const) {
    if (found[name] !== counts[name]) {
      findings.push({
        code: 'counts_mismatch',
        message: `the commit says ${counts[name]} ${name}, its lines hold ${found[name]}`,
      });
    }
  }
  return findings;
}
