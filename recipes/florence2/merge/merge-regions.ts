import type { RegionAnnotation } from '../annotations/annotation.ts';
import { identified, type Picture } from '../annotations/identify.ts';
import { bestFirst } from '../filter/suppress.ts';
import { boundsOf, overlap } from '../geometry/place.ts';
import type { MergeSettings } from '../options.ts';
import { sameLabel } from './same-label.ts';

interface Cluster {
  readonly leader: RegionAnnotation;
  readonly members: RegionAnnotation[];
}

/**
 * One region for each thing that several annotators saw (spec section 6.4): people first, then what more than one source agrees
 * on, then the higher score. A person's place is never changed; boxes of models are averaged by score. Merged ones name their members as parents.
 */
export function mergeRegions(
  regions: readonly RegionAnnotation[],
  picture: Picture,
  settings: MergeSettings,
): readonly RegionAnnotation[] {
  const matches = (a: RegionAnnotation, b: RegionAnnotation): boolean =>
    a.granularity === b.granularity &&
    a.geometry.type === b.geometry.type &&
    sameLabel(a.text, b.text, settings) &&
    overlap(boundsOf(a.geometry), boundsOf(b.geometry)) >= settings.overlap;
  const agreement = (one: RegionAnnotation): number =>
    new Set(regions.filter((other) => matches(one, other)).map(({ source }) => source.name)).size;
  const ordered = regions
    .map((region) => ({ region, rank: region.source.kind === 'human' ? Infinity : agreement(region) }))
    .sort((a, b) => b.rank - a.rank || bestFirst(a.region, b.region))
    .map(({ region }) => region);
  const clusters: Cluster[] = [];
  for (const region of ordered) {
    const near = clusters
      .filter(({ leader }) => matches(leader, region))
      .map((cluster) => ({ cluster, share: overlap(boundsOf(cluster.leader.geometry), boundsOf(region.geometry)) }))
      .sort((a, b) => b.share - a.share);
    const there = near[0]?.cluster;
    // People label each thing once: two of their boxes are two things.
    if (there && !(region.source.kind === 'human' && there.leader.source.kind === 'human')) there.members.push(region);
    else clusters.push({ leader: region, members: [region] });
  }
  return clusters.map((cluster) => unite(cluster, picture));
}

function unite({ leader, members }: Cluster, picture: Picture): RegionAnnotation {
  if (members.length === 1) return leader;
  const parents = [...new Set(members.flatMap(({ id, parents: former }) => [id, ...former]))].sort();
  if (leader.source.kind === 'human') return { ...leader, parents: parents.filter((id) => id !== leader.id) };
  const scores = members.flatMap(({ score }) => (score === null ? [] : [score]));
  const averaged = leader.geometry.type === 'box' ? weightedBox(members) : leader.geometry;
  const draft = { ...leader, geometry: averaged, score: scores.length === 0 ? null : Math.max(...scores), parents };
  const merged = identified(draft, picture);
  return { ...draft, id: merged.id, parents: parents.filter((id) => id !== merged.id) };
}

/** Mean of the boxes by their scores; an unscored one weighs half, and all the same where all scores are 0. */
function weightedBox(members: readonly RegionAnnotation[]): RegionAnnotation['geometry'] {
  const scores = members.map(({ score }) => score ?? 0.5);
  const weights = scores.some((score) => score > 0) ? scores : scores.map(() => 1);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const boxes = members.map(({ geometry }) => boundsOf(geometry));
  const pixels = [0, 1, 2, 3].map(
    (at) => boxes.reduce((total, box, n) => total + (box[at] ?? 0) * (weights[n] ?? 0), 0) / sum,
  );
  return { type: 'box', pixels };
}
