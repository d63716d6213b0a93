/** Concurrent places of the endpoint, first come first served, with the time they were busy. */
export interface Slots {
  /** Takes a place or queues; false when the queue is full. `start` is called once the place is there. */
  take(start: () => void): boolean;
  /** Takes a queued request out again; false when it had started. */
  withdraw(start: () => void): boolean;
  release(): void;
  readonly busy: number;
  readonly queued: number;
  stats(): SlotStats;
  reset(): void;
}

export interface SlotStats {
  readonly peak: number;
  /** First request in to last place left, in ms. */
  readonly spanMs: number;
  /** Busy places over all places, in that span; 0..1. */
  readonly utilization: number;
}

export function createSlots(count: number, maxQueue = Infinity): Slots {
  const queue: (() => void)[] = [];
  let busy = 0;
  let peak = 0;
  let area = 0;
  let first: number | undefined;
  let last = 0;
  let changed = 0;

  function change(by: 1 | -1): void {
    const now = performance.now();
    first ??= now;
    area += busy * (now - (changed || now));
    changed = now;
    busy += by;
    if (by === 1) peak = Math.max(peak, busy);
    else last = now;
  }

  return {
    take(start) {
      if (busy < count) {
        change(1);
        start();
        return true;
      }
      if (queue.length >= maxQueue) return false;
      queue.push(start);
      return true;
    },
    withdraw(start) {
      const index = queue.indexOf(start);
      if (index < 0) return false;
      queue.splice(index, 1);
      return true;
    },
    release() {
      change(-1);
      const next = queue.shift();
      if (next === undefined) return;
      change(1);
      next();
    },
    get busy() {
      return busy;
    },
    get queued() {
      return queue.length;
    },
    stats() {
      const spanMs = first === undefined ? 0 : last - first;
      return { peak, spanMs, utilization: spanMs > 0 ? area / (count * spanMs) : 0 };
    },
    reset() {
      peak = busy;
      area = 0;
      first = undefined;
      changed = 0;
      last = 0;
    },
  };
}
