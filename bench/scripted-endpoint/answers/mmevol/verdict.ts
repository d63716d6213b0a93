import type { Draw } from './draw.ts';

/** Share of items that are no improvement. */
const worse = 0.25;

export function verdictOf(index: number, draw: Draw): { improved: 'yes' | 'no'; score: number; reason: string } {
  const improved = draw(`verdict/${index}`) >= worse;
  const score = 1 + Math.floor(draw(`score/${index}`) * 9);
  return improved
    ? { improved: 'yes', score, reason: 'It takes a closer look.' }
    : { improved: 'no', score, reason: 'It asks for no more than before.' };
}
