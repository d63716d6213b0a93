import { addCounts, noCounts, type Manifest } from '../../artifacts/manifest.ts';
import type { ShardCommit } from '../../artifacts/shard-commit.ts';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import type { StageExpectation } from '../stage-nature.ts';
import { sumsUp } from './counts.ts';
import type { Finding } from './finding.ts';

/** A manifest by itself: its shards are 0 to n-1, as many as its input has, its counts their sum, its total the input's items. */
export function checkManifest(manifest: Manifest, { shards, items }: StageExpectation): Finding[] {
  const findings: Finding[] = [];
  const report = (message: string): void => void findings.push({ code: 'manifest_mismatch', message });
  const sum = manifest.shards.reduce((counts, shard) => addCounts(counts, shard.counts), noCounts);
  if (canonicalJson(sum) !== canonicalJson(manifest.counts)) report('its counts are not the sum of its shards');
  if (!sumsUp(manifest.counts)) report('kept + dropped + failed is not total');
  if (manifest.shards.some(({ shard }, at) => shard !== at)) report('its shards are not numbered from 0 without a gap');
  if (shards !== undefined && manifest.shards.length !== shards)
    report(`${manifest.shards.length} shards, but its input has ${shards}`);
  if (items !== undefined && manifest.counts.total !== items)
    findings.push({ code: 'total_mismatch', message: `${manifest.counts.total} items, but its input has ${items}` });
  return findings;
}

/** A manifest's line about a shard against the newest commit at or before its revision; presence.ts tells of one that is missing. */
export function checkManifestShard(
  line: Manifest['shards'][number],
  revision: number,
  commits: readonly ShardCommit[],
): Finding[] {
  const commit = commits.filter((at) => at.revision <= revision).at(-1);
  if (!commit) return [];
  const { rows, rejects, counts } = commit;
  const mine = { shard: commit.shard, revision: commit.revision, counts, rows: rows.sha256, rejects: rejects.sha256 };
  return canonicalJson(mine) === canonicalJson(line)
    ? []
    : [{ code: 'manifest_mismatch', at: `shard ${line.shard}`, message: 'is listed otherwise than committed' }];
}
