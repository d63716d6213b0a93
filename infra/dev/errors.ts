/**
 * What can go wrong around the embedded stack, as a flat family with stable codes.
 * `message` is one sentence: what is wrong, where, and what to do.
 */
export type StackErrorCode =
  | 'part_unavailable' // a program that a part needs cannot be had on this machine
  | 'part_failed' // a part was started and ended, or never answered
  | 'settings_invalid' // a setting or a file of the user that cannot be read
  | 'lock_timeout'; // another process held the same lock for too long

export class StackError extends Error {
  override readonly name = 'StackError';
  readonly code: StackErrorCode;
  /** Process exit code for the command: 2 the user's input is wrong, 3 a service cannot be had. */
  readonly exitCode: 2 | 3;

  constructor(code: StackErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = code === 'settings_invalid' ? 2 : 3;
  }
}

// By shape, not by `instanceof`: an error of another realm (a worker's sandbox, a test's) is no instance of this Error.
const fieldOf = (error: unknown, field: 'message' | 'code'): unknown =>
  typeof error === 'object' && error !== null && field in error ? (error as Record<string, unknown>)[field] : undefined;

export const messageOf = (error: unknown): string => {
  const message = fieldOf(error, 'message');
  return typeof message === 'string' && message !== '' ? message : String(error);
};

/** True for a file-system error with this code. */
export const hasCode = (error: unknown, code: string): boolean => fieldOf(error, 'code') === code;
