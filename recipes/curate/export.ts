import type { Row } from '../item-program.ts';
import type { Turn } from '../internvl/samples/sample.ts';
import { withFrames, withVideoMark } from '../internvl/samples/video-placeholders.ts';
import type { RowFields } from '../outcome.ts';
import { curatedRow } from './curated-row.ts';

/** Turns of a sample, with the placeholder of its one image before the first question where it has none. */
function turnsOf(row: Row, images: readonly string[], placeholder: string): readonly Turn[] {
  const { conversations, video } = curatedRow.parse(row);
  if (video) return withVideoMark(conversations);
  if (images.length !== 1 || conversations.some(({ value }) => value.includes('<image>'))) return conversations;
  const first = conversations.findIndex(({ from }) => from === 'human');
  return conversations.map((turn, i) => (i === first ? { ...turn, value: `${placeholder}${turn.value}` } : turn));
}

/** A sample as LLaVA's and InternVL's loaders read it; a video as its frames, a line for each. `images`: paths of its images. */
export function toLlavaSample(row: Row, images: readonly string[]): RowFields {
  const marked = turnsOf(row, images, '<image>\n');
  const shown = curatedRow.parse(row).video ? withFrames(marked, images.length) : marked;
  const conversations = shown.map(({ from, value }) => ({ from, value }));
  const [only, ...more] = images;
  const image = only === undefined ? {} : { image: more.length === 0 ? only : [...images] };
  return { id: row.id, ...image, conversations };
}

const roles: Readonly<Record<string, string>> = { human: 'user', gpt: 'assistant' };

/** A sample as ShareGPT's loaders read it; a video as a list of its frames. `images`: paths of its images. */
export function toShareGptSample(row: Row, images: readonly string[]): RowFields {
  const messages = turnsOf(row, images, '<image>').map(({ from, value }) => ({
    role: roles[from] ?? from,
    content: value,
  }));
  if (images.length === 0) return { id: row.id, messages };
  return {
    id: row.id,
    messages,
    ...(curatedRow.parse(row).video ? { videos: [[...images]] } : { images: [...images] }),
  };
}

/** Questions with answers in a sample. */
export const turnCount = (row: Row): number =>
  curatedRow.parse(row).conversations.filter(({ from }) => from === 'gpt').length;
