import type { Turn } from '../internvl/samples/sample.ts';

export const imageMark = '<image>';

export const marksIn = (turns: readonly Turn[]): number =>
  turns.reduce((sum, { from, value }) => (from === 'human' ? sum + value.split(imageMark).length - 1 : sum), 0);

/**
 * Turns with a placeholder for each image. Where there is none they go before the first question: one image as the loader would put
 * it, several as `Image-1: <image>`, one a line.
 */
export function withPlaceholders(turns: readonly Turn[], images: number): readonly Turn[] {
  if (images === 0 || marksIn(turns) > 0) return turns;
  const lines =
    images === 1 ? [imageMark] : Array.from({ length: images }, (_, index) => `Image-${index + 1}: ${imageMark}`);
  const first = turns.findIndex(({ from }) => from === 'human');
  return turns.map((turn, at) => (at === first ? { ...turn, value: [...lines, turn.value].join('\n') } : turn));
}
