import { turns } from '../../vision/turns.ts';

/** Pixels from which on a picture counts as large: one is in memory at a time. */
const largeFrom = 16e6;

/** Runs the work on a picture of so many pixels when there is room for it. */
export type PictureTurns = <T>(pixels: number, work: () => Promise<T>) => Promise<T>;

/** Bounds the pictures in memory: `places` at once, and one large one among them. */
export function pictureTurns(places: number): PictureTurns {
  const [any, large] = [turns(places), turns(1)];
  return (pixels, work) => (pixels < largeFrom ? any(work) : large(() => any(work)));
}
