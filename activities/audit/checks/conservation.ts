import type { ExpectedInput } from './expected-input.ts';
import type { Finding } from './finding.ts';
import { itemRejects, type StoredShard } from './stored-shard.ts';

function doubled(items: readonly string[]): Finding[] {
  const seen = new Set<string>();
  return items.flatMap((item): Finding[] => {
    if (seen.has(item)) return [{ code: 'item_doubled', at: item, message: 'has more than one outcome' }];
    seen.add(item);
    return [];
  });
}

/** The import has no input to compare with, but no record has two outcomes. */
export function checkImported(shard: StoredShard): Finding[] {
  const rows = shard.rows.map(({ origin }) => origin);
  return doubled([...rows, ...itemRejects(shard.rejects).map(({ origin }) => origin)]);
}

/** Nothing lost, nothing doubled, nothing from elsewhere, and rows in input order. All rows of one item are one outcome. */
export function checkConservation(shard: StoredShard, input: ExpectedInput): Finding[] {
  const findings: Finding[] = [];
  if (shard.commit.counts.total !== input.items.length) {
    findings.push({
      code: 'total_mismatch',
      message: `${shard.commit.counts.total} items, but its input has ${input.items.length}`,
    });
  }
  const ofRows = shard.rows.map(({ origin, parents }) => input.itemOf({ origin, parent: parents[0] }) ?? '');
  const outcomes = [...new Set(ofRows), ...itemRejects(shard.rejects).map((line) => input.itemOf(line) ?? '')];
  const known = new Set(outcomes);
  const position = new Map(input.items.map((id, at) => [id, at]));
  for (const id of input.items)
    if (!known.has(id)) findings.push({ code: 'item_lost', at: id, message: 'has no outcome' });
  for (const id of known)
    if (!position.has(id)) findings.push({ code: 'item_unknown', at: id, message: 'is no item of the input' });
  findings.push(...doubled(outcomes));
  const order = ofRows.map((item) => position.get(item) ?? -1);
  const wrong = order.findIndex((at, i) => i > 0 && at < (order[i - 1] ?? 0));
  if (wrong >= 0)
    findings.push({ code: 'row_order', at: shard.rows[wrong]?.id ?? '', message: 'stands after a later item' });
  return findings;
}
