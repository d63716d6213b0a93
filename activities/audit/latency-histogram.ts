export interface LatencyHistogram {
  add(ms: number): void;
  /** The value below which a share `q` of the values lies, within the bucket's width; 0 where there is none. */
  quantile(q: number): number;
}

/** Ratio of a bucket's upper to its lower bound. */
const bucketRatio = 1.02;

/** Buckets of equal ratio: a day and a millisecond fit in some 900 of them. */
export function latencyHistogram(): LatencyHistogram {
  const buckets = new Map<number, number>();
  let total = 0;
  return {
    add(ms) {
      const bucket = ms < 1 ? 0 : Math.ceil(Math.log(ms) / Math.log(bucketRatio));
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      total += 1;
    },
    quantile(q) {
      let below = 0;
      for (const [bucket, n] of [...buckets].sort(([a], [b]) => a - b)) {
        below += n;
        if (below >= q * total) return Math.round(bucketRatio ** bucket);
      }
      return 0;
    },
  };
}
