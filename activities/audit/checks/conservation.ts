import type { Finding } from './finding.ts';
import { itemRejects, type StoredShard } from './stored-shard.ts';

/** Items with an outcome, once for each outcome: all rows of one origin are one. */
function outcomesOf({ rows, rejects }: StoredShard): string[] {
  return [...new Set(rows.map(({ origin }) => origin)), ...itemRejects(rejects).map(({ origin }) => origin)];
}

function doubled(origins: readonly string[]): Finding[] {
  const seen = new Set<string>();
  return origins.flatMap((origin): Finding[] => {
    if (seen.has(origin)) return [{ code: 'item_doubled', at: origin, message: 'has more than one outcome' }];
    seen.add(origin);
    return [];
  });
}

/** The import has no input to compare with, but no record has two outcomes. */
export function checkImported(shard: StoredShard): Finding[] {
  const rows = shard.rows.map(({ origin }) => origin);
  return doubled([...rows, ...itemRejects(shard.rejects).map(({ origin }) => origin)]);
}

/** Nothing lost, nothing doubled, nothing from elsewhere, and rows in input order. */
export function checkConservation(shard: StoredShard, input: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  if (shard.commit.counts.total !== input.length) {
    findings.push({
      code: 'total_mismatch',
      message: `${shard.commit.counts.total} items, but the import kept ${input.length}`,
    });
  }
  const origins = outcomesOf(shard);
  const outcomes = new Set(origins);
  const position = new Map(input.map((id, at) => [id, at]));
  for (const id of input)
    if (!outcomes.has(id)) findings.push({ code: 'item_lost', at: id, message: 'has no outcome' });
  for (const id of outcomes)
    if (!position.has(id)) findings.push({ code: 'item_unknown', at: id, message: 'is no item of the input' });
  findings.push(...doubled(origins));
  const order = shard.rows.map(({ origin }) => position.get(origin) ?? -1);
  const wrong = order.findIndex((at, i) => i > 0 && at < (order[i - 1] ?? 0));
  if (wrong >= 0)
    findings.push({ code: 'row_order', at: shard.rows[wrong]?.id ?? '', message: 'stands after a later item' });
  return findings;
}
