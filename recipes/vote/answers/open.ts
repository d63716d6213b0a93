import { lastBoxed } from './boxed.ts';
import { afterThought, finalPart, firstLine } from './final-part.ts';
import { canonicalNumber, numberOf } from './number.ts';

/** Words after which the official script looks for the answer. */
const cue = /\b(?:is|so|thus|therefore|final|answer|result|could be)\b\s*:?\s*/giu;

/** Words as votes are counted by: lower case, no articles, no marks around; a number in its plain form. */
export function canonicalWords(text: string): string {
  const bare = text
    .replaceAll(/\*\*|__|`|\$/gu, '')
    .trim()
    .replaceAll(/^["'“”‘’([]+|["'“”‘’)\].,;:!?。，]+$/gu, '')
    .trim();
  const value = /^[-+−]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?(?:[eE][-+]?\d+)?$/u.test(bare)
    ? numberOf(bare)
    : undefined;
  if (value !== undefined) return canonicalNumber(value);
  return bare
    .toLowerCase()
    .replaceAll(/\b(?:a|an|the)\s+/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/**
 * The words an answer comes down to: after the last `Answer:`, in a box, a short answer as a whole, else what follows the last
 * cue word of the last sentence; null where nothing is left.
 */
export function readOpen(answer: string): string | null {
  const text = afterThought(answer).trim();
  const end = finalPart(text);
  const part = (end === undefined ? undefined : firstLine(end)) || lastBoxed(text);
  if (part) return canonicalWords(part) || null;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const last = (lines.at(-1) ?? '').split(/(?<=[.!?。])\s+/u).at(-1) ?? '';
  if (lines.length === 1 && last.split(/\s+/u).length <= 5) return canonicalWords(last) || null;
  const found = [...last.matchAll(cue)].at(-1);
  return found ? canonicalWords(last.slice(found.index + found[0].length)) || null : null;
}
