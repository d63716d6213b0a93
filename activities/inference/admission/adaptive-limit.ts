import { createCappedLimit, type Limit } from './limit.ts';

export interface AdaptiveLimitOptions {
  /** Requests in flight at first: where it is too many, the endpoint only queues them until that is found out. @default 64 */
  readonly start?: number;
  /** Requests in flight at most. */
  readonly max: number;
  /** Clock in ms; a test brings its own. @default performance.now */
  readonly now?: () => number;
}

/** Share of a step's growth that must come back as throughput for the step to be kept, both as logarithms. */
const worthwhile = 0.25;
/** Factors of a step: the first climb, later ones, and narrowing. */
const firstStep = 2;
const laterStep = 1.5;
const narrowStep = 1.25;
/** Epochs without a step after one that was not worth it; doubles up to the second while none is. */
const shortestRest = 8;
const longestRest = 64;

/** A step being tried: what there was before it. */
interface Trial {
  readonly limit: number;
  readonly goodput: number;
}

/**
 * A limit that is found. It climbs by steps: a wider gate is kept if answers (in tokens a second) grow with it, else it goes back
 * and rests. Now and then it also tries a narrower gate, and keeps it if nothing is lost: then requests were only queueing at the
 * endpoint. Throughput rather than latency is compared, since a batching server rightly answers each request slower as it
 * takes more of them. Rejections narrow it at once, as they do a configured limit.
 */
export function createAdaptiveLimit({ start = 64, max, now = () => performance.now() }: AdaptiveLimitOptions): Limit {
  let ceiling = max;
  let target = Math.min(start, max);
  let step = firstStep;
  let trial: Trial | undefined;
  let rest = 0;
  let nextRest = shortestRest;
  let direction: 'up' | 'down' = 'up';
  const capped = createCappedLimit(target);
  let epoch = newEpoch();

  /** Answers sent under the old width are let out first, then two rounds are measured. */
  function newEpoch() {
    return { skip: target, left: Math.max(2 * target, 16), startedAt: now(), work: 0, full: 0, seen: 0 };
  }

  function widen(to: number): void {
    target = Math.max(1, Math.min(ceiling, Math.round(to)));
    capped.configure(target);
  }

  function tryStep(goodput: number): void {
    const to = direction === 'up' ? target * step : target / narrowStep;
    const before = target;
    widen(to);
    trial = target === before ? undefined : { limit: before, goodput };
    if (trial === undefined) direction = direction === 'up' ? 'down' : 'up';
  }

  function judge(goodput: number, { limit: before, goodput: was }: Trial): void {
    trial = undefined;
    const gain = Math.log(goodput / was) / Math.log(target / before);
    const keep = target > before ? gain >= worthwhile : gain < worthwhile;
    if (keep) {
      nextRest = shortestRest;
      if (target > before) tryStep(goodput);
      return;
    }
    const wasFirst = step === firstStep && target > before;
    step = laterStep;
    widen(before);
    // The coarse first climb overshoots; a finer step is tried right away.
    if (wasFirst) return;
    direction = direction === 'up' ? 'down' : 'up';
    takeRest();
  }

  function takeRest(): void {
    rest = nextRest;
    nextRest = Math.min(longestRest, nextRest * 2);
  }

  /** Saturation that the endpoint itself tells counts more than measured throughput: not wider than this for now. */
  function saturatedAt(to: number): void {
    widen(to);
    trial = undefined;
    step = laterStep;
    direction = 'up';
    rest = shortestRest;
    epoch = newEpoch();
  }

  function endEpoch(): void {
    const goodput = epoch.work / Math.max(1e-3, now() - epoch.startedAt);
    const demanded = epoch.full >= epoch.seen * 0.8;
    if (!demanded) {
      if (trial !== undefined) widen(trial.limit);
      trial = undefined;
    } else if (trial !== undefined) {
      judge(goodput, trial);
    } else if (rest > 0) {
      rest -= 1;
    } else {
      tryStep(goodput);
    }
    epoch = newEpoch();
  }

  return {
    current: () => Math.min(target, capped.current()),
    succeeded(sample) {
      capped.succeeded(sample);
      if (epoch.skip > 0) {
        epoch.skip -= 1;
        epoch.startedAt = now();
        return;
      }
      epoch.work += Math.max(1, sample.completionTokens);
      epoch.seen += 1;
      if (sample.inFlight >= 0.9 * capped.current()) epoch.full += 1;
      epoch.left -= 1;
      if (epoch.left === 0) endEpoch();
    },
    rejected() {
      capped.rejected();
      if (capped.current() < target) saturatedAt(capped.current());
    },
    queued({ waiting, running }, inFlight) {
      // Every client of the server sees the same queue, so each gives up its share of it and not all that wait.
      if (waiting > 2 + (waiting + running) / 10)
        saturatedAt(Math.min(target, (inFlight * running) / (waiting + running)));
    },
    configure(to) {
      ceiling = to;
      widen(target);
    },
  };
}
