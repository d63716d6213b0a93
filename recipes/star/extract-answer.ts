import type { StarDataset } from './dataset.ts';

export interface ExtractOptions {
  /** As the official code reads answers, quirks included. @default false */
  readonly strict?: boolean;
}

/** Ends a text of the official code; what follows is not the model's answer. */
const endOfText = '<|endoftext|>';
const endOfScratchpad = '</scratch>';

/**
 * The answer in a model's output, or null where there is none: a lower-case choice letter (CommonsenseQA), a number without
 * separators, units or trailing zeros (GSM8K), or a sum with its digits apart (arithmetic). `strict` reads by position and
 * takes GSM8K's text as it stands (spec section 4).
 */
export function extractAnswer(
  dataset: StarDataset,
  output: string,
  { strict = false }: ExtractOptions = {},
): string | null {
  const text = output.split(endOfText, 1)[0] ?? '';
  return strict ? strictly[dataset](text) : tolerantly[dataset](text);
}

type Reading = (text: string) => string | null;

const strictly: Readonly<Record<StarDataset, Reading>> = {
  // Relies on the closing clause's end, "(b).".
  commonsenseqa: (text) => firstLine(text).at(-3)?.toLowerCase() ?? null,
  gsm8k: afterMarker,
  arithmetic: (text) => sumLine(text) ?? null,
};

const tolerantly: Readonly<Record<StarDataset, Reading>> = {
  commonsenseqa: (text) => {
    const [paragraph = ''] = text.trimStart().split(/\n\s*\n/, 1);
    return [...paragraph.matchAll(/\(([a-e])\)/gi)].at(-1)?.[1]?.toLowerCase() ?? null;
  },
  gsm8k: (text) => {
    const marked = afterMarker(text);
    return marked === null ? null : readNumber(marked);
  },
  arithmetic: (text) => {
    const digits = sumLine(text)?.replace(/\s+/g, '');
    return digits && /^\d+$/.test(digits) ? [...digits].join(' ') : null;
  },
};

const firstLine = (text: string): string => (text.trimStart().split('\n', 1)[0] ?? '').trimEnd();

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

/** The first number of a text, written plainly: `$1,000.00 a month` is `1000`. */
function readNumber(text: string): string | null {
  const found = /-?\s?\$?\s?(\d[\d,]*(?:\.\d+)?|\.\d+)/.exec(text);
  if (!found?.[1]) return null;
  const [whole = '', fraction = ''] = found[1].replaceAll(',', '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const rest = fraction.replace(/0+$/, '');
  const size = rest ? `${digits}.${rest}` : digits;
  return found[0].startsWith('-') && size !== '0' ? `-${size}` : size;
}
