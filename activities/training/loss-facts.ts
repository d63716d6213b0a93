import type { StageFacts } from '../../recipes/stage-facts.ts';
import type { LossPoint } from './trainer.ts';

/** Points of a curve that a manifest keeps at most. */
const mostPoints = 48;

/** Last loss and a thinned curve, `step:loss` a point; nothing where the trainer told no loss. */
export function lossFacts(losses: readonly LossPoint[]): StageFacts {
  const last = losses.at(-1);
  if (!last) return {};
  const every = Math.max(1, Math.ceil(losses.length / mostPoints));
  const shown = losses.filter((_, at) => at % every === 0 || at === losses.length - 1);
  return { loss: rounded(last.loss), lossCurve: shown.map(({ step, loss }) => `${step}:${rounded(loss)}`).join(' ') };
}

const rounded = (loss: number): number => Number(loss.toFixed(4));

/** The curve of a manifest's facts; empty where there is none. */
export function readLossCurve(facts: StageFacts): readonly LossPoint[] {
  const { lossCurve } = facts;
  if (typeof lossCurve !== 'string') return [];
  return lossCurve.split(' ').map((point) => {
    const [step, loss] = point.split(':').map(Number);
    return { step: step ?? 0, loss: loss ?? 0 };
  });
}
