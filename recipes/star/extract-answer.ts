import type { Notation, StarDataset } from './dataset.ts';
import { normaliseAnswer, readNumber } from './normalise-answer.ts';

export interface ExtractOptions {
  /** As the official code reads answers, quirks included. @default false */
  readonly strict?: boolean;
  /** Of arithmetic. @default 'spaced' */
  readonly notation?: Notation;
  /** Labels of the choices of a question about an image; absent where it is open. */
  readonly labels?: readonly string[];
}

/** Ends a text of the official code; what follows is not the model's answer. */
const endOfText = '<|endoftext|>';
const endOfScratchpad = '</scratch>';

/**
 * The answer in a model's output, or null where there is none: a lower-case choice letter (CommonsenseQA), a number without
 * separators, units or trailing zeros (GSM8K), a sum with its digits apart (arithmetic), a letter or a plain short text
 * (multimodal). `strict` reads by position and takes GSM8K's text as it stands (spec section 4).
 */
export function extractAnswer(dataset: StarDataset, output: string, options: ExtractOptions = {}): string | null {
  const text = output.split(endOfText, 1)[0] ?? '';
  if (dataset === 'arithmetic' && options.notation === 'columns') return columnsSum(text);
  return options.strict ? strictly[dataset](text, options) : tolerantly[dataset](text, options);
}

type Reading = (text: string, options: ExtractOptions) => string | null;

const tolerantly: Readonly<Record<StarDataset, Reading>> = {
  commonsenseqa: (text) => lastLetter(text, ['a', 'b', 'c', 'd', 'e']),
  gsm8k: (text) => {
    const marked = afterMarker(text);
    return marked === null ? null : readNumber(marked);
  },
  arithmetic: (text) => {
    const digits = sumLine(text)?.replace(/\s+/g, '');
    return digits && /^\d+$/.test(digits) ? [...digits].join(' ') : null;
  },
  multimodal: (text, { labels }) => (labels ? lastLetter(text, labels) : answerLine(text)),
};

const strictly: Readonly<Record<StarDataset, Reading>> = {
  // Relies on the closing clause's end, "(b).".
  commonsenseqa: (text) => firstLine(text).at(-3)?.toLowerCase() ?? null,
  gsm8k: afterMarker,
  arithmetic: (text) => sumLine(text) ?? null,
  multimodal: tolerantly.multimodal,
};

const firstLine = (text: string): string => (text.trimStart().split('\n', 1)[0] ?? '').trimEnd();

/** The last "(letter)" of the first paragraph that is one of these labels. */
function lastLetter(text: string, labels: readonly string[]): string | null {
  const [paragraph = ''] = text.trimStart().split(/\n\s*\n/, 1);
  const known = new Set(labels.map((label) => label.toLowerCase()));
  const found = [...paragraph.matchAll(/\(([a-z])\)/gi)].map(([, letter = '']) => letter.toLowerCase());
  return found.findLast((letter) => known.has(letter)) ?? null;
}

/** Text after `####` in the first line that has it. */
function afterMarker(text: string): string | null {
  const line = text.split('\n').find((one) => one.includes('####'));
  return line === undefined ? null : line.slice(line.indexOf('####') + 4).trim();
}

/** The line after the scratchpad, or the last one where no scratchpad was closed. */
function sumLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const closed = lines.findIndex((line) => line.includes(endOfScratchpad));
  return closed < 0 ? lines.findLast((line) => line !== '') : lines.slice(closed + 1).find((line) => line !== '');
}

/** The line that begins with `>` holds the sum from its last digit to its first. */
function columnsSum(text: string): string | null {
  const [, digits] = /^>(\d+)\s*$/m.exec(text) ?? [];
  return digits === undefined ? null : [...digits].toReversed().join(' ');
}

/** What stands after "Answer:" in the last line that has it. */
function answerLine(text: string): string | null {
  const [, said = ''] = [...text.matchAll(/^\W*answer\W*?:(.*)$/gim)].at(-1) ?? [];
  return normaliseAnswer(said) || null;
}
