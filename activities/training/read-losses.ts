import { z } from 'zod';
import type { LossPoint } from './trainer.ts';

const jsonLine = z.looseObject({ step: z.number(), loss: z.number() });

/** Losses in a program's log, by step: JSON lines with `step` and `loss`, or lines that say both in words, `step 40 loss 0.81`. */
export function readLosses(log: string): readonly LossPoint[] {
  const bySteps = new Map<number, LossPoint>();
  for (const line of log.split('\n')) {
    const point = fromJson(line) ?? fromWords(line);
    if (point) bySteps.set(point.step, point);
  }
  return [...bySteps.values()].sort((a, b) => a.step - b.step);
}

function fromJson(line: string): LossPoint | undefined {
  const at = line.indexOf('{');
  if (at < 0) return undefined;
  try {
    const { step, loss } = jsonLine.parse(JSON.parse(line.slice(at)));
    return { step, loss };
  } catch {
    return undefined;
  }
}

function fromWords(line: string): LossPoint | undefined {
  const step = /\bstep\W{1,3}(\d+)/i.exec(line)?.[1];
  const loss = /\bloss\W{1,3}(\d+(?:\.\d+)?(?:e-?\d+)?)/i.exec(line)?.[1];
  return step === undefined || loss === undefined ? undefined : { step: Number(step), loss: Number(loss) };
}
