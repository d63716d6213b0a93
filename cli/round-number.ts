import { InvalidArgumentError } from 'commander';

/** Reads a `--round` value. */
export function roundNumber(text: string): number {
  const round = Number(text);
  if (!Number.isInteger(round) || round < 1) throw new InvalidArgumentError('a round is a whole number from 1.');
  return round;
}
