import type { RegionAnnotation } from '../annotations/annotation.ts';
import { areaOf } from '../geometry/place.ts';
import type { Size } from '../locations.ts';
import type { Filters } from '../options.ts';
import { sift, type Dropped, type Sifted } from './verdict.ts';
import { suppress, type Suppression } from './suppress.ts';

/** Region-text by score, area and non-maximum suppression, within a label and then across labels. Lines of text keep any size. */
export function siftRegions(
  regions: readonly RegionAnnotation[],
  { width, height }: Size,
  settings: Filters,
): Sifted<RegionAnnotation> {
  const [least, most] = settings.area;
  const scored = sift(regions, ({ geometry, score, scoreKind }) => {
    const area = areaOf(geometry) / (width * height);
    const line = geometry.type === 'quad';
    if (area === 0) return { reason: 'zero_area' };
    // How well a text suits a place says nothing of whether there is a thing.
    const doubted = score !== null && scoreKind !== 'similarity';
    if (doubted && score < (line ? settings.lineScore : settings.regionScore)) return { reason: 'low_score' };
    if (line) return undefined;
    if (area < least) return { reason: 'too_small', detail: { area } };
    return area > most ? { reason: 'too_large', detail: { area } } : undefined;
  });
  const comparable = (a: RegionAnnotation, b: RegionAnnotation): boolean =>
    a.geometry.type === b.geometry.type && a.granularity === b.granularity;
  const within = suppress(scored.kept, settings.sameLabelOverlap, (a, b) => a.text === b.text && comparable(a, b));
  const across = suppress(within.kept, settings.otherLabelOverlap, comparable);
  return {
    kept: inOrderOf(regions, across.kept),
    dropped: [...scored.dropped, ...fallen(within, 'overlaps_better'), ...fallen(across, 'overlaps_other_label')],
  };
}

const fallen = (
  { suppressed }: Suppression<RegionAnnotation>,
  reason: 'overlaps_better' | 'overlaps_other_label',
): Dropped[] => suppressed.map(({ annotation, by }) => ({ annotation, reason, detail: { by } }));

function inOrderOf<T>(all: readonly T[], kept: readonly T[]): readonly T[] {
  const chosen = new Set(kept);
  return all.filter((one) => chosen.has(one));
}
