/** How many requests may be in flight at an endpoint now. */
export interface Limit {
  current(): number;
  succeeded(sample: LimitSample): void;
  /** A 429 or 503. */
  rejected(): void;
  /** What the server itself says of its queue, and how many of our requests are in flight. A limit without this does not want to know. */
  queued?(queue: ServerQueue, inFlight: number): void;
  /** Changes the upper limit while running. */
  configure(max: number): void;
}

export interface LimitSample {
  readonly latencyMs: number;
  /** Requests in flight when it ended, itself included. */
  readonly inFlight: number;
  readonly completionTokens: number;
}

/** Requests at a server, of all its clients. */
export interface ServerQueue {
  readonly waiting: number;
  /** In service. */
  readonly running: number;
}

/** Weight of one outcome in the moving share of rejections: about the last 32 count. */
const weight = 1 / 32;
/** Share of rejections above which they mean saturation. A load-independent 2 % stays far below it. */
const saturated = 0.1;

/**
 * The configured limit, but for real saturation: when over a tenth of recent requests were rejected, each further rejection takes
 * its place away, so the limit settles on what the endpoint accepts. It grows back after a round without rejection: by one a
 * success up to where it last hit the wall, by one a round beyond.
 */
export function createCappedLimit(max: number): Limit {
  let cap = max;
  let limit = max;
  let wall = max;
  let share = 0;
  let clean = 0;
  return {
    current: () => Math.floor(limit),
    succeeded() {
      share -= share * weight;
      clean += 1;
      if (limit >= cap || clean <= limit) return;
      limit = Math.min(cap, limit + (limit < wall * 0.9 ? 1 : 1 / limit));
    },
    rejected() {
      share += (1 - share) * weight;
      clean = 0;
      if (share <= saturated) return;
      wall = limit;
      limit = Math.max(1, limit - 1);
    },
    configure(to) {
      // A limit at its cap follows it; one found below keeps what it found.
      limit = limit >= cap ? to : Math.min(limit, to);
      cap = to;
    },
  };
}
