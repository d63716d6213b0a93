import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { MmsynthError } from '../../activities/errors.ts';
import { drawSums } from '../../recipes/star/arithmetic/draw-sums.ts';
import { print } from '../output.ts';

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new MmsynthError('spec_invalid', `--${name} ${text}: a whole number is needed.`);
};

interface SumsOptions {
  readonly out: string;
  readonly digits: string;
  readonly each: string;
  readonly dev: string;
  readonly seed: string;
  readonly json?: boolean;
}

/** Writes problems for recipe star: a pool and a dev set of sums that share none, mirrored or not. */
export function addSums(program: Command): void {
  program
    .command('sums')
    .description('write addition problems for recipe star: a pool to learn from and a dev set')
    .requiredOption('--out <folder>', 'where pool.jsonl and dev.jsonl go')
    .option('--digits <n>', 'longest sums', '5')
    .option('--each <n>', 'sums of each length in the pool; of one digit there are 30', '200')
    .option('--dev <n>', 'sums of each length in the dev set', '60')
    .option('--seed <n>', 'other numbers, other sums', '0')
    .option('--json', 'one JSON object')
    .action(async (options: SumsOptions) => {
      const [digits, each, dev, seed] = (['digits', 'each', 'dev', 'seed'] as const).map((name) =>
        wholeNumber(name, options[name]),
      ) as [number, number, number, number];
      const write = async (split: 'pool' | 'dev', count: number): Promise<{ file: string; sums: number }> => {
        const lengths = Array.from({ length: digits }, (_, at) => at + 1);
        const sums = lengths.flatMap((length) => drawSums({ seed, split, digits: length, count }));
        const file = join(options.out, `${split}.jsonl`);
        await writeFile(file, sums.map((sum) => `${JSON.stringify(sum)}\n`).join(''));
        return { file, sums: sums.length };
      };
      await mkdir(options.out, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
        throw new MmsynthError('output_unwritable', `${options.out}: the folder cannot be made (${error.code}).`);
      });
      const written = [await write('pool', each), await write('dev', dev)];
      print(options, { written }, () => written.map(({ file, sums }) => `${file}: ${sums} sums`).join('\n'));
    });
}
