import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MmsynthError } from './errors.ts';

/** An error as Temporal records it: our codes become failure types; what is not ours is retried by policy. */
export function asTemporalFailure(error: unknown): unknown {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
  if (error instanceof MmsynthError) return ApplicationFailure.create({ type: error.code, message: error.message });
  return error;
}
