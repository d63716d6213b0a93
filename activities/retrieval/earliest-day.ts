/** The earlier of two days, `2026-03-01`; the one that is given where the other is not. */
export function earliest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
