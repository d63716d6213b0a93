import { MmsynthError } from '../activities/errors.ts';
import { StackError } from '../infra/dev/index.ts';

export interface OutputOptions {
  readonly json?: boolean;
}

/** Prints one JSON object, or the text for people. */
export function print(options: OutputOptions, value: unknown, text: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`);
}

/** A note on what is going on; on stderr, so that `--json` stays one object. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export const wide = (
  stream: NodeJS.WriteStream = process.stdout,
): { readonly width: number; readonly colour: boolean } => ({
  // A terminal without a size reports 0.
  width: stream.columns || 100,
  colour: stream.isTTY === true && process.env['NO_COLOR'] === undefined,
});

/** One sentence on stderr; the stack only with --debug. Returns the exit code. */
export function complain(error: unknown, debug: boolean): number {
  const known = error instanceof MmsynthError || error instanceof StackError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `mmsynth: ${known ? message : `unexpected: ${message} (run again with --debug for the stack)`}\n`,
  );
  if (debug && error instanceof Error)
    process.stderr.write(`${error.stack ?? ''}\n${error.cause instanceof Error ? (error.cause.stack ?? '') : ''}\n`);
  return error instanceof MmsynthError || error instanceof StackError ? error.exitCode : 1;
}
