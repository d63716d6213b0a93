import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { StackError } from '../errors.ts';
import { progressPrinter } from '../progress.ts';
import { trainerFolder, trainerPython } from './python.ts';

/** `run-tests FILE`: the trainer's own tests, in its Python environment; how many passed stands in FILE as JSON. */
const [tally = ''] = process.argv.slice(2);
const printer = progressPrinter(process.stderr);
try {
  const python = await trainerPython(process.env, printer.onProgress).finally(printer.done);
  const child = spawn(python, ['-m', 'tests', '--tally', tally], {
    cwd: trainerFolder(),
    stdio: 'inherit',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  process.exitCode = code ?? 1;
} catch (error) {
  if (!(error instanceof StackError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
