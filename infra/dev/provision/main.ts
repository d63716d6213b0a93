import { StackError } from '../errors.ts';
import { progressPrinter } from '../progress.ts';
import { configuredTemporal } from '../temporal-address.ts';
import { setting } from '../environment.ts';
import { thisMachine } from './machine.ts';
import { temporalCli, versitygw } from './programs.ts';
import { provision } from './provision.ts';

/** Brings every program of the embedded stack that the settings do not replace onto this machine. */
const printer = progressPrinter(process.stderr);
const machine = thisMachine();
try {
  if (configuredTemporal() === undefined) await provision(temporalCli, machine, printer.onProgress);
  if (setting(process.env, 'MMSYNTH_STORE') === undefined) await provision(versitygw, machine, printer.onProgress);
} catch (error) {
  if (!(error instanceof StackError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
} finally {
  printer.done();
}
