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

/** Short by default: minutes on two cores. `--seeds 3 --iterations 8 --digits 6 --pool 150 --dev 100` is the whole figure. */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1' },
      iterations: { type: 'string', default: '3' },
      digits: { type: 'string', default: '4' },
      pool: { type: 'string', default: '80' },
      dev: { type: 'string', default: '40' },
      'first-steps': { type: 'string', default: '160' },
      'more-steps': { type: 'string', default: '20' },
      out: { type: 'string', default: 'out' },
    },
  });
  const number = (name: Exclude<keyof typeof values, 'out'>): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`--${name} ${values[name]}: a whole number from 1 on is needed`);
    return value;
  };
  return {
    seeds: number('seeds'),
    iterations: number('iterations'),
    digits: number('digits'),
    pool: number('pool'),
    dev: number('dev'),
    firstSteps: number('first-steps'),
    moreSteps: number('more-steps'),
    out: values.out,
  };
}
