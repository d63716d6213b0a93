import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { figureOf } from './figure.tsx';
import { summariseArm, type ArmSummary, type Outcome } from './outcome.ts';
import { pageOf } from './page.tsx';
import type { Settings } from './settings.ts';

export interface WrittenFigures {
  readonly arms: readonly ArmSummary[];
  /** Paths: all numbers as JSON, page, plot. */
  readonly figures: string;
  readonly page: string;
  readonly plot: string;
}

/** Writes what the arms so far have reached; an arm that has not begun is left out. */
export async function writeFigures(settings: Settings, outcomes: readonly Outcome[]): Promise<WrittenFigures> {
  const { out } = settings;
  const arms = [true, false]
    .filter((arm) => outcomes.some(({ rationalize }) => rationalize === arm))
    .map((rationalize) => summariseArm(outcomes, rationalize));
  const [figures, page, plot] = ['json', 'html', 'svg'].map((ending) => join(out, `star-arithmetic.${ending}`)) as [
    string,
    string,
    string,
  ];
  await mkdir(out, { recursive: true });
  await writeFile(figures, `${JSON.stringify({ settings, arms, outcomes }, null, 1)}\n`);
  await writeFile(page, pageOf(arms, new Set(outcomes.map(({ seed }) => seed)).size));
  await writeFile(plot, `${figureOf(arms)}\n`);
  return { arms, figures, page, plot };
}
