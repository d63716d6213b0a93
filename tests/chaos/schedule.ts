import { uniformFrom } from '../../recipes/sha256.ts';

export const victims = ['worker', 'temporal', 's3', 'endpoint'] as const;
/** `full`: the store's server may write no file any more. Where a process cannot be limited like that, it is left out. */
export const faults =
  process.platform === 'linux' ? (['kill', 'stall', 'full'] as const) : (['kill', 'stall'] as const);

export interface ChaosEvent {
  /** Different answers the endpoint must have given before it happens. */
  readonly at: number;
  readonly fault: (typeof faults)[number];
  readonly victim: (typeof victims)[number];
  /** Which of the two workers. */
  readonly worker: 0 | 1;
}

/** Shares of the events; workers are hit as often as the three servers together. */
const shares: readonly (readonly [ChaosEvent['fault'], ChaosEvent['victim'], number])[] = [
  ['kill', 'worker', 0.35],
  ['stall', 'worker', 0.15],
  ['kill', 'temporal', 0.11],
  ['stall', 'temporal', 0.05],
  ['kill', 's3', 0.07],
  ['stall', 's3', 0.05],
  ['full', 's3', 0.06],
  ['kill', 'endpoint', 0.11],
  ['stall', 'endpoint', 0.05],
];
const possible = shares.filter(([fault]) => faults.some((known) => known === fault));

function drawn(draw: number): readonly [ChaosEvent['fault'], ChaosEvent['victim']] {
  const total = possible.reduce((sum, [, , share]) => sum + share, 0);
  let left = draw * total;
  for (const [fault, victim, share] of possible) {
    if (left < share) return [fault, victim];
    left -= share;
  }
  return ['kill', 'worker'];
}

/** Hits each victim once and has each fault once. */
const opening: readonly (readonly [ChaosEvent['fault'], ChaosEvent['victim']])[] = (
  [
    ['kill', 'worker'],
    ['full', 's3'],
    ['kill', 'temporal'],
    ['stall', 'worker'],
    ['kill', 'endpoint'],
    ['kill', 's3'],
  ] as const
).filter(([fault]) => faults.some((known) => known === fault));

/**
 * Events spread over a campaign of that many answers, a pure function of the seed. It begins with the opening, turned by the
 * seed, so that a short schedule misses no victim and no fault.
 */
export function drawSchedule(seed: number, events: number, answers: number): readonly ChaosEvent[] {
  const span = answers / (events + 1);
  return Array.from({ length: events }, (_, n) => {
    const draw = (purpose: string): number => uniformFrom('chaos', seed, n, purpose);
    const [fault, victim] = (n < opening.length && opening[(n + seed) % opening.length]) || drawn(draw('event'));
    return {
      at: Math.round((n + 0.5 + draw('at')) * span),
      fault,
      victim,
      worker: draw('worker') < 0.5 ? 0 : 1,
    };
  });
}
