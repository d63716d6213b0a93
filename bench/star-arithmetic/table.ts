import type { ArmSummary, Cell } from './outcome.ts';

const percent = ({ mean, error }: Cell): string =>
  `${(100 * mean).toFixed(0)}${error === null ? '' : ` ±${(100 * error).toFixed(0)}`}`;

export interface Columns {
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** Accuracies in percent: a line an arm and iteration, a column a length, then what was kept and how much of it was wrongly worked. */
export function columnsOf(arms: readonly ArmSummary[]): Columns {
  const digits = Object.keys(arms[0]?.iterations[0]?.byDigits ?? {});
  const lengths = digits.map((n) => `${n} ${n === '1' ? 'digit' : 'digits'}`);
  const lines = arms.flatMap(({ rationalize, iterations }) =>
    iterations.map(({ iteration, byDigits, all, kept, wrongWorking }) => [
      rationalize ? 'with' : 'without',
      iteration === 0 ? 'base' : String(iteration),
      ...digits.map((name) => (byDigits[name] ? percent(byDigits[name]) : '')),
      percent(all),
      kept ? percent(kept) : '',
      wrongWorking ? percent(wrongWorking) : '',
    ]),
  );
  return { head: ['arm', 'iteration', ...lengths, 'all', 'kept', 'wrong working'], lines };
}

/** The same as a Markdown table. */
export function tableOf(arms: readonly ArmSummary[]): string {
  const { head, lines } = columnsOf(arms);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
