import type { Sharp } from 'sharp';
import { rounded, tidyBox, unit } from './box.ts';
import { joinWords } from './join-words.ts';
import { loadLineFinder } from './line-finder.ts';
import { loadLineReader } from './line-reader.ts';
import type { Picture } from './picture.ts';
import type { ProposedText } from './sound-text.ts';

/** Longest side given to the text finder, in pixels; larger costs time by its square and finds no more that is right. */
const LONGEST = 960;

/** The text finder takes sides that are multiples of this. */
const STEP = 32;

/** Below it there is hardly ever writing. */
const LEAST_PROPOSED = 0.5;

export type TextReader = (picture: Picture) => Promise<ProposedText[]>;

/** Loads PP-OCRv4 (Chinese and English). Lines come top to bottom, unsifted. */
export async function loadTextReader(): Promise<TextReader> {
  const [findLines, readLine] = [await loadLineFinder(), await loadLineReader()];
  return async (picture) => {
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    const words = [];
    for (const { quad, crop } of await findLines(padded(picture, width, height))) {
      const { text, score } = await readLine(crop);
      if (score >= LEAST_PROPOSED && text !== '') words.push({ text, score, quad });
    }
    return joinWords(words).map(({ text, score, quad }) => {
      const xs = quad.map(([x]) => x / width);
      const ys = quad.map(([, y]) => y / height);
      return {
        text,
        bbox: tidyBox([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]),
        quad: quad.flatMap(([x, y]) => [unit(x / width), unit(y / height)]),
        score: rounded(score),
      };
    });
  };
}

/** The page in the finder's size, black beside it at the right and the bottom. */
const padded = (picture: Picture, width: number, height: number): Sharp =>
  picture
    .pixels()
    .resize(width, height, { fit: 'fill' })
    .extend({ right: missing(width), bottom: missing(height), background: '#000000' });

function missing(side: number): number {
  return (STEP - (side % STEP)) % STEP;
}
