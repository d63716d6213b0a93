import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Between two progress lines about one step, in ms; on a terminal the line is kept up to date instead. */
const HEARTBEAT = 10_000;
const TICK = 1000;

/** A step ended badly; the message says which one, and its output has been shown. */
export class StepFailed extends Error {}

/** One sentence for a step that failed. Anything else is a fault of the program and shows its stack. */
export const tellFailure = (error) => {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
};

/**
 * Runs a program and gives its exit code (128 + n where signal n ended it). Signals to this process reach it; a
 * terminal sends Ctrl-C to both by itself.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export const runChild = (file, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options });
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const done = () => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('close', (code, signal) => {
      done();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });

/**
 * Runs one step with a progress line and without its output, which is only shown where it fails.
 * @returns {Promise<boolean>} whether it ended well
 */
export const runStep = async (label, file, args, options = {}) => {
  const started = Date.now();
  const terminal = process.stderr.isTTY === true;
  const line = () => {
    const text = `${label} (${Math.round((Date.now() - started) / 1000)} s)`;
    process.stderr.write(terminal ? `\r${text}` : `${text}\n`);
  };
  process.stderr.write(terminal ? label : `${label}\n`);
  const timer = setInterval(line, terminal ? TICK : HEARTBEAT);
  const output = [];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(1);
    });
    child.once('close', resolve);
  });
  clearInterval(timer);
  if (terminal) process.stderr.write('\n');
  if (code !== 0) process.stderr.write(Buffer.concat(output));
  return code === 0;
};
