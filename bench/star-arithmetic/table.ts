import type { ArmSummary, Cell } from './outcome.ts';

const percent = ({ mean, error }: Cell): string =>
  `${(100 * mean).toFixed(0)}${error === null ? '' : ` ±${(100 * error).toFixed(0)}`}`;

/** Accuracies in percent as a Markdown table: a line an arm and iteration, a column a length. */
export function tableOf(arms: readonly ArmSummary[]): string {
  const digits = Object.keys(arms[0]?.iterations[0]?.byDigits ?? {});
  const head = ['arm', 'iteration', ...digits.map((n) => `${n} digits`), 'all', 'kept', 'wrong working'];
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
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
