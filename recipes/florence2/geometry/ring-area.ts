/** Area of a closed polygon x, y, x, y, …; the edge from the last vertex to the first counts (the reference leaves it out). */
export function ringArea(ring: readonly number[]): number {
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at += 2) {
    const [x = 0, y = 0] = [ring[at], ring[at + 1]];
    const next = at + 3 < ring.length ? at + 2 : 0;
    twice += x * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * y;
  }
  return Math.abs(twice) / 2;
}
