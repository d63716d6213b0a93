import type { StarFigures } from '../../activities/report/star/iterations.ts';

/** What one arm of one seed reached. */
export interface Outcome {
  readonly campaign: string;
  readonly seed: number;
  readonly rationalize: boolean;
  readonly figures: StarFigures;
}

export interface Cell {
  readonly mean: number;
  /** Standard error over the seeds; null for one seed. */
  readonly error: number | null;
}

/** Accuracy of one arm by iteration (0 is the base) and by digits, mean over the seeds. */
export interface ArmSummary {
  readonly rationalize: boolean;
  readonly iterations: readonly {
    readonly iteration: number;
    readonly all: Cell;
    readonly byDigits: Readonly<Record<string, Cell>>;
    readonly kept: Cell | null;
    /** Share of trained rationales whose working is wrong though their answer is right. */
    readonly wrongWorking: Cell | null;
  }[];
}

export function cellOf(values: readonly number[]): Cell {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, error: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

export function summariseArm(outcomes: readonly Outcome[], rationalize: boolean): ArmSummary {
  const arms = outcomes.filter((one) => one.rationalize === rationalize).map(({ figures }) => figures);
  const last = Math.max(0, ...arms.map(({ iterations }) => iterations.length));
  const iterations = Array.from({ length: last + 1 }, (_, iteration) => {
    const at = arms.flatMap(({ base, iterations: all }) => {
      const one = iteration === 0 ? { ...base, keptShare: null, wrongWorking: null } : all[iteration - 1];
      return one && one.accuracy !== null ? [{ ...one, accuracy: one.accuracy }] : [];
    });
    const numbers = (values: readonly (number | null)[]): Cell | null => {
      const known = values.filter((value) => value !== null);
      return known.length === 0 ? null : cellOf(known);
    };
    const digits = [...new Set(at.flatMap(({ byClass }) => Object.keys(byClass)))].sort(
      (a, b) => Number(a) - Number(b),
    );
    return {
      iteration,
      all: cellOf(at.map(({ accuracy }) => accuracy)),
      byDigits: Object.fromEntries(
        digits.map((name) => [name, cellOf(at.flatMap(({ byClass }) => byClass[name] ?? []))]),
      ),
      kept: numbers(at.map(({ keptShare }) => keptShare)),
      wrongWorking: numbers(at.map(({ wrongWorking }) => wrongWorking)),
    };
  });
  return { rationalize, iterations };
}
