import { z } from 'zod';

const point = z.tuple([z.number(), z.number()]).readonly();
type Point = z.infer<typeof point>;
/** Top left, top right, bottom right and bottom left of a line as it is read, in pixels. */
export const quad = z.tuple([point, point, point, point]).readonly();
export type Quad = z.infer<typeof quad>;

export interface PlacedText {
  readonly text: string;
  readonly score: number;
  readonly quad: Quad;
}

/** Widest gap between words of one line, and how far their middles may lie apart, in heights of the lower of them. */
const widestGap = 0.6;
const farthestMiddle = 0.5;
/** How much higher one may be than the other. */
const mostHigher = 1.5;

/**
 * Joins what stands side by side and near into lines, top to bottom. What stands in another column, or another cell of a table, is a
 * line of its own. The score is the mean of the characters'.
 */
export function joinWords(words: readonly PlacedText[]): readonly PlacedText[] {
  const lines: PlacedText[] = [];
  for (const word of words.toSorted((a, b) => leftOf(a)[0] - leftOf(b)[0])) {
    const [nearest] = lines.filter((line) => goesOn(line, word)).toSorted((a, b) => gapTo(a, word) - gapTo(b, word));
    if (nearest) lines[lines.indexOf(nearest)] = joined(nearest, word);
    else lines.push(word);
  }
  return lines.toSorted((a, b) => a.quad[0][1] - b.quad[0][1]);
}

function goesOn(line: PlacedText, word: PlacedText): boolean {
  const [low, high] = [heightOf(line), heightOf(word)].toSorted((a, b) => a - b) as [number, number];
  const apart = Math.abs(rightOf(line)[1] - leftOf(word)[1]);
  const gap = gapTo(line, word);
  return (
    high <= low * mostHigher && apart < low * farthestMiddle && gap < low * widestGap && gap > -low * farthestMiddle
  );
}

function joined(line: PlacedText, word: PlacedText): PlacedText {
  const [before, added] = [[...line.text].length, [...word.text].length];
  return {
    text: `${line.text} ${word.text}`,
    score: (line.score * before + word.score * added) / (before + added),
    quad: [line.quad[0], word.quad[1], word.quad[2], line.quad[3]],
  };
}

const middle = ([ax, ay]: Point, [bx, by]: Point): Point => [(ax + bx) / 2, (ay + by) / 2];
const leftOf = (line: PlacedText): Point => middle(line.quad[0], line.quad[3]);
const rightOf = (line: PlacedText): Point => middle(line.quad[1], line.quad[2]);
const heightOf = ({ quad: [[ax, ay], , , [bx, by]] }: PlacedText): number => Math.hypot(bx - ax, by - ay);
const gapTo = (line: PlacedText, word: PlacedText): number => leftOf(word)[0] - rightOf(line)[0];
