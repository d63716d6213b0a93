import type { QaItem } from '../qa-item.ts';

const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`;
/** Four numbers in square brackets, however separated, or in round ones. */
const bracketed = new RegExp(String.raw`([\[(])\s*(${number}(?:[\s,;]+${number}){3})\s*[\])]`, 'g');
/** A run of numbers without brackets. */
const run = new RegExp(String.raw`(?<![\d.])${number}(?:\s*,\s*${number})+(?!\d)`, 'g');

function numbers(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
}

/** A bare run counts as a box when it is four decimal fractions, `0.12, 0.3, 0.45, 0.9`. */
function fractions(text: string): boolean {
  return text.split(',').every((part) => part.includes('.') && Math.abs(Number(part)) <= 1);
}

/**
 * Every box literal in a text, as written: four numbers in square brackets, or four of which some are decimal in round ones or
 * bare. Pixel boxes are found too, so that invented ones don't pass.
 */
export function boxLiterals(text: string): number[][] {
  const found: number[][] = [];
  const rest = text.replaceAll(bracketed, (literal, bracket: string, inner: string) => {
    if (bracket === '(' && !inner.includes('.')) return literal;
    found.push(numbers(inner));
    return ' ';
  });
  for (const [bare] of rest.matchAll(run)) {
    const values = numbers(bare);
    if (values.length === 4 && fractions(bare)) found.push(values);
  }
  return found;
}

/** All text of an item in which a box or a forbidden word may stand. */
export function textOf(item: QaItem): string {
  const steps = item.steps.flatMap(({ manipulation, description }) => [manipulation, description]);
  return [item.question, ...steps, item.answer].join('\n');
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
/** Largest difference of a coordinate from the given one, both rounded to the 3 decimals of the prompt. */
const tolerance = 0.005;

/** Whether a box literal equals one of the given boxes. */
export function isGiven(literal: readonly number[], boxes: readonly { readonly bbox: readonly number[] }[]): boolean {
  return boxes.some(({ bbox }) =>
    literal.every((value, side) => Math.abs(rounded(value) - rounded(bbox[side] ?? Infinity)) <= tolerance + 1e-9),
  );
}
