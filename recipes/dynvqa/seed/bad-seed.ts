import type { SeedRecord } from '../../recipe.ts';

/** A record that cannot be used. */
export const badSeed = (label: string, reason: string, message: string): SeedRecord => ({
  ok: false,
  kind: 'failed',
  reason,
  message,
  label,
});
