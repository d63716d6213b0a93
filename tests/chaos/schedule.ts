import { uniformFrom } from '../../recipes/sha256.ts';

export const faults = ['kill', 'stall'] as const;
export const victims = ['worker', 'temporal', 's3', 'endpoint'] as const;

export interface ChaosEvent {
  /** Different answers the endpoint must have given before it happens. */
  readonly at: number;
  readonly fault: (typeof faults)[number];
  readonly victim: (typeof victims)[number];
  /** Which of the two workers. */
  readonly worker: 0 | 1;
}

/** Workers are hit as often as the three servers together. */
const shares = [
  ['worker', 0.5],
  ['temporal', 0.17],
  ['s3', 0.17],
  ['endpoint', 0.16],
] as const;
const stallShare = 0.3;

function drawVictim(draw: number): ChaosEvent['victim'] {
  let left = draw;
  for (const [victim, share] of shares) {
    if (left < share) return victim;
    left -= share;
  }
  return 'worker';
}

/**
 * Events spread over a campaign of that many answers, a pure function of the seed. The first four hit each victim once, so
 * that a short schedule misses none.
 */
export function drawSchedule(seed: number, events: number, answers: number): readonly ChaosEvent[] {
  const span = answers / (events + 1);
  return Array.from({ length: events }, (_, n) => {
    const draw = (purpose: string): number => uniformFrom('chaos', seed, n, purpose);
    const victim = victims[(n + seed) % victims.length] ?? 'worker';
    return {
      at: Math.round((n + 0.5 + draw('at')) * span),
      fault: draw('fault') < stallShare ? 'stall' : 'kill',
      victim: n < victims.length ? victim : drawVictim(draw('victim')),
      worker: draw('worker') < 0.5 ? 0 : 1,
    };
  });
}
