/** Wilson's score interval of a share, at 95 %; the whole range where nothing was counted. */
export function wilson(hits: number, of: number, z = 1.96): { readonly low: number; readonly high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const square = z * z;
  const middle = share + square / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const scale = 1 + square / of;
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}
