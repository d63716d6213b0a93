import { parseArgs } from 'node:util';

/** What a run of the arithmetic experiment is made of. */
export interface Settings {
  readonly seeds: number;
  readonly iterations: number;
  /** Longest sums of pool and dev. */
  readonly digits: number;
  /** Problems a length; of one digit there are 30 on either side. */
  readonly pool: number;
  readonly dev: number;
  /** Training steps of iteration 1, and how many more each time. */
  readonly firstSteps: number;
  readonly moreSteps: number;
  readonly out: string;
}

/** Both arms, small. */
const short = { seeds: 3, iterations: 3, digits: 4, pool: 80, dev: 40, firstSteps: 160, moreSteps: 20 };
/** `--full`: the run of docs/star-arithmetic.md. */
const full = { ...short, iterations: 8, digits: 6, pool: 150, dev: 60 };

const option = { type: 'string' } as const;

/** Short unless `--full` is named; single numbers may be named beside it. Throws for one that is none. */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean', default: false },
      seeds: option,
      iterations: option,
      digits: option,
      pool: option,
      dev: option,
      'first-steps': option,
      'more-steps': option,
      out: { ...option, default: 'out' },
    },
  });
  const sizes = values.full ? full : short;
  const number = (name: string, given: string | undefined, otherwise: number): number => {
    const value = given === undefined ? otherwise : Number(given);
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`--${name} ${given}: a whole number from 1 on is needed`);
    return value;
  };
  return {
    seeds: number('seeds', values.seeds, sizes.seeds),
    iterations: number('iterations', values.iterations, sizes.iterations),
    digits: number('digits', values.digits, sizes.digits),
    pool: number('pool', values.pool, sizes.pool),
    dev: number('dev', values.dev, sizes.dev),
    firstSteps: number('first-steps', values['first-steps'], sizes.firstSteps),
    moreSteps: number('more-steps', values['more-steps'], sizes.moreSteps),
    out: values.out,
  };
}
