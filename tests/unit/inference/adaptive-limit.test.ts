import { describe, expect, it } from '@jest/globals';
import { createAdaptiveLimit } from '../../../activities/inference/admission/adaptive-limit.ts';
import { uniform } from '../../../bench/scripted-endpoint/draws.ts';

interface Simulation {
  /** Latency of a request in ms that starts while so many are in service. */
  readonly latency: (inService: number, n: number) => number;
  readonly slots: number;
  readonly max?: number;
  readonly requests: number;
  readonly reject?: (n: number) => boolean;
  /** Whether the endpoint rejects beyond its slots, instead of queueing. */
  readonly rejectsWhenFull?: boolean;
  /** Slots from this request on. */
  readonly later?: { readonly from: number; readonly slots: number };
}

/** Runs an endless queue of requests through the limit on a virtual clock; returns the limits of the last fifth. */
function limitsFound(simulation: Simulation): { mean: number; throughput: number } {
  let clock = 0;
  const limit = createAdaptiveLimit({ max: simulation.max ?? 1_024, now: () => clock });
  const serving: { endsAt: number; sentAt: number }[] = [];
  const queued: number[] = [];
  let n = 0;
  let done = 0;
  let sum = 0;
  let weight = 0;
  let tailFrom = 0;
  const slots = (): number =>
    simulation.later !== undefined && n >= simulation.later.from ? simulation.later.slots : simulation.slots;
  const serve = (sentAt: number): void => {
    serving.push({ sentAt, endsAt: clock + simulation.latency(serving.length + 1, n) });
  };
  while (done < simulation.requests) {
    while (serving.length + queued.length < limit.current()) {
      n += 1;
      const full = serving.length >= slots();
      if (simulation.reject?.(n) === true || (full && simulation.rejectsWhenFull === true)) {
        limit.rejected();
        clock += 0.01;
        if (full) break;
      } else if (full) queued.push(clock);
      else serve(clock);
    }
    let next = 0;
    for (const [index, { endsAt }] of serving.entries()) if (endsAt < (serving[next]?.endsAt ?? Infinity)) next = index;
    const [ended] = serving.splice(next, 1);
    if (ended === undefined) throw new Error('nothing is in service');
    clock = Math.max(clock, ended.endsAt);
    done += 1;
    if (done > simulation.requests * 0.8) {
      tailFrom ||= clock;
      sum += limit.current();
      weight += 1;
    }
    const inFlight = serving.length + queued.length + 1;
    limit.succeeded({ latencyMs: clock - ended.sentAt, inFlight, completionTokens: 50 });
    while (serving.length < slots() && queued.length > 0) serve(queued.shift() ?? clock);
  }
  return { mean: sum / weight, throughput: weight / (clock - tailFrom) };
}

const uneven = (n: number): number => 60 + 280 * uniform(`latency/${n}`);

describe('the adaptive limit', () => {
  it('finds the places of an endpoint that queues', () => {
    const { mean, throughput } = limitsFound({ slots: 64, latency: (_, n) => uneven(n), requests: 20_000 });
    expect(mean).toBeLessThan(64 * 1.6);
    expect(throughput).toBeGreaterThan(0.9 * (64 / 200));
  });

  it('finds the places of an endpoint that rejects', () => {
    const found = limitsFound({ slots: 64, latency: (_, n) => uneven(n), requests: 20_000, rejectsWhenFull: true });
    expect(found.mean).toBeLessThan(64 * 1.3);
    expect(found.throughput).toBeGreaterThan(0.85 * (64 / 200));
  });

  it('goes as wide as a batching server profits, though each answer gets slower', () => {
    // Latency doubles at 64 in flight and triples at 128; throughput goes on growing.
    const latency = (inService: number, n: number): number => uneven(n) * (1 + inService / 64);
    const { mean } = limitsFound({ slots: 4_096, max: 128, latency, requests: 20_000 });
    expect(mean).toBeGreaterThan(60);
  });

  it('is not narrowed by a load-independent 2 % of rejections', () => {
    const { throughput } = limitsFound({
      slots: 64,
      latency: (_, n) => uneven(n),
      requests: 20_000,
      reject: (n) => uniform(`reject/${n}`) < 0.02,
    });
    expect(throughput).toBeGreaterThan(0.85 * (64 / 200));
  });

  it('uses places that come later', () => {
    const later = { from: 5_000, slots: 128 };
    const { throughput } = limitsFound({ slots: 64, later, latency: (_, n) => uneven(n), requests: 60_000 });
    expect(throughput).toBeGreaterThan(0.85 * (128 / 200));
  });

  it('gives up its share of the queue that a server tells of, whoever else is in it', () => {
    const alone = createAdaptiveLimit({ max: 512, start: 96 });
    alone.queued?.({ waiting: 32, running: 64 }, 96);
    expect(alone.current()).toBe(64);
    const oneOfTwo = createAdaptiveLimit({ max: 512, start: 96 });
    oneOfTwo.queued?.({ waiting: 128, running: 64 }, 96);
    expect(oneOfTwo.current()).toBe(32);
  });

  it('takes a queue of a few for none, and does not pay twice for requests it no longer sends', () => {
    const limit = createAdaptiveLimit({ max: 512, start: 64 });
    limit.queued?.({ waiting: 2, running: 62 }, 64);
    expect(limit.current()).toBe(64);
    limit.queued?.({ waiting: 32, running: 32 }, 64);
    limit.queued?.({ waiting: 16, running: 32 }, 48);
    expect(limit.current()).toBe(32);
  });

  it('stays at its upper limit where the endpoint keeps up', () => {
    const { mean } = limitsFound({ slots: 4_096, max: 48, latency: (_, n) => uneven(n), requests: 20_000 });
    expect(mean).toBeGreaterThan(40);
  });
});
