import type { Turn } from './sample.ts';

export const videoMark = '<video>';

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
  const lines = Array.from({ length: frames }, (_, index) => `Frame-${index + 1}: <image>`).join('\n');
  return turns.map((turn) => ({ ...turn, value: turn.value.replace(videoMark, () => lines) }));
}

/** Whether the placeholder of a video stands once in the questions, and in the first of them. */
export function hasVideoMark(turns: readonly Turn[]): boolean {
  const [first, ...later] = turns.filter(({ from }) => from === 'human');
  return first?.value.split(videoMark).length === 2 && !later.some(({ value }) => value.includes(videoMark));
}
