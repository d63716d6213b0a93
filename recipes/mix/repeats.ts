/** A dataset's entry in the trainer's meta file. */
export interface RepeatEntry {
  readonly name: string;
  /** As the loader reads it: below 1 the first part of the lines, else a whole number of times. */
  readonly repeat: number;
}

/** Decimals of a repeat time: enough for a line in ten thousand. */
const decimals = 4;
export const rounded = (repeat: number): number => Number(repeat.toFixed(decimals));

/**
 * How a repeat time is written so that every loader reads it alike (spec §a.3): a fraction above 1 becomes a whole number and a
 * second entry with the rest.
 *
 * @param ending of the second entry's name
 */
export function loweredRepeat(name: string, repeat: number, ending: string): readonly RepeatEntry[] {
  const whole = Math.floor(repeat);
  const rest = rounded(repeat - whole);
  if (whole === 0 || rest === 0) return [{ name, repeat: whole === 0 ? rest : whole }];
  return [
    { name, repeat: whole },
    { name: `${name}${ending}`, repeat: rest },
  ];
}

/** Lines the loader takes of a dataset by its entries: below 1 the first floor(lines x repeat). */
export const linesTaken = (lines: number, entries: readonly RepeatEntry[]): number =>
  entries.reduce((sum, { repeat }) => sum + (repeat < 1 ? Math.floor(lines * repeat) : lines * repeat), 0);

/** Times the loader reads one line, its number counted from 0, of a dataset with so many. */
export const readingsOf = (line: number, lines: number, entries: readonly RepeatEntry[]): number =>
  entries.reduce((sum, { repeat }) => sum + (repeat >= 1 ? repeat : line < Math.floor(lines * repeat) ? 1 : 0), 0);

/** Most times a dataset is repeated to reach its share: the paper's range is (0, 4]. */
const mostByShare = 4;

/**
 * Repeat times by which datasets have their shares of the mix's tokens, the mix having as many tokens as there are. A dataset too
 * small for its share is repeated four times and has less.
 */
export function repeatsByShare(
  datasets: readonly { readonly name: string; readonly tokens: number; readonly share: number }[],
): ReadonlyMap<string, number> {
  const tokens = datasets.reduce((sum, one) => sum + one.tokens, 0);
  const shares = datasets.reduce((sum, one) => sum + one.share, 0);
  return new Map(
    datasets.map(({ name, tokens: own, share }) => {
      const wanted = own === 0 ? 1 : ((share / shares) * tokens) / own;
      return [name, Math.max(10 ** -decimals, rounded(Math.min(mostByShare, wanted)))];
    }),
  );
}
