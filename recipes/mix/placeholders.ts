import type { Turn } from '../internvl/samples/sample.ts';

export const imageMark = '<image>';
export const videoMark = '<video>';

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

/** Turns with the placeholder of their video, a line of its own as the loader wants it; put before the first question where there is none. */
export function withVideoMark(turns: readonly Turn[]): readonly Turn[] {
  const marked = turns.some(({ value }) => value.includes(videoMark));
  const first = turns.findIndex(({ from }) => from === 'human');
  return turns.map((turn, at) => {
    if (at !== first) return turn;
    const value = marked ? turn.value : `${videoMark}\n${turn.value}`;
    return { ...turn, value: value.replace(/<video>(?!\n)/u, `${videoMark}\n`) };
  });
}

/** Turns as the model sees them: `Frame-1: <image>` and so on, one a line, for the video. */
export function withFrames(turns: readonly Turn[], frames: number): readonly Turn[] {
  const lines = Array.from({ length: frames }, (_, index) => `Frame-${index + 1}: ${imageMark}`).join('\n');
  return turns.map((turn) => ({ ...turn, value: turn.value.replace(videoMark, () => lines) }));
}
