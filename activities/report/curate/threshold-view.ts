/** Bins of a histogram: twenty from 0 to twice the threshold, then everything above. */
export const bins = 20;
/** Samples kept on each side, the nearest to the threshold. */
const nearest = 3;

export interface NearSample {
  readonly id: string;
  readonly value: number;
  readonly text: string;
}

export interface ThresholdOptions {
  readonly name: string;
  readonly threshold: number;
  /** Which values are flagged. */
  readonly side: 'above' | 'below' | 'from';
  /** Where the last bin begins. @default twice the threshold, 1 where that is 0 */
  readonly end?: number;
}

/** Values of one measure around its threshold, with the samples nearest to it on either side. */
export interface ThresholdView extends Required<ThresholdOptions> {
  add(value: number, id: string, text: () => string): void;
  flags(value: number): boolean;
  readonly counts: () => readonly number[];
  readonly measured: () => number;
  readonly beyond: () => number;
  readonly passing: () => readonly NearSample[];
  readonly flagged: () => readonly NearSample[];
}

export function thresholdView(options: ThresholdOptions): ThresholdView {
  const { name, threshold, side, end = threshold === 0 ? 1 : 2 * threshold } = options;
  const flags = (value: number): boolean =>
    side === 'below' ? value < threshold : side === 'above' ? value > threshold : value >= threshold;
  const counts = Array<number>(bins + 1).fill(0);
  const near: Record<'passing' | 'flagged', NearSample[]> = { passing: [], flagged: [] };
  let [measured, beyond] = [0, 0];

  /** Keeps the nearest, by the order they came where equally near. */
  function offer(list: NearSample[], value: number, id: string, text: () => string): void {
    const distance = (other: NearSample): number => Math.abs(other.value - threshold);
    const far = list.at(-1);
    if (list.length === nearest && far && distance(far) <= Math.abs(value - threshold)) return;
    const at = list.findIndex((other) => distance(other) > Math.abs(value - threshold));
    list.splice(at < 0 ? list.length : at, 0, { id, value, text: text() });
    list.length = Math.min(list.length, nearest);
  }

  return {
    name,
    threshold,
    side,
    end,
    flags,
    add(value, id, text) {
      measured += 1;
      const bin = Math.min(bins, Math.floor((value / end) * bins + 1e-9));
      counts[bin] = (counts[bin] ?? 0) + 1;
      if (flags(value)) beyond += 1;
      if (flags(value) || value > 0) offer(near[flags(value) ? 'flagged' : 'passing'], value, id, text);
    },
    counts: () => counts,
    measured: () => measured,
    beyond: () => beyond,
    passing: () => near.passing,
    flagged: () => near.flagged,
  };
}
