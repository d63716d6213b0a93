import { numbersIn } from './number.ts';

const cues = ['could be ', 'so ', 'is ', 'thus ', 'therefore ', 'final ', 'answer ', 'result '] as const;

/** Normal form of a prediction: a number to two decimals, or lower-case text; a single character is padded so that it is not found inside words. */
export function officialNormal(text: string): readonly (number | string)[] {
  const trimmed = text.trim();
  const value = Number(trimmed.replaceAll(',', ''));
  if (trimmed !== '' && Number.isFinite(value)) return [Math.round(value * 100) / 100];
  const lower = trimmed.toLowerCase();
  return lower.length === 1 ? [` ${lower}`, `${lower} `] : [lower];
}

/** Predictions the official script finds in an open answer: the tails after cue words of each sentence, and the numbers in them. */
export function officialPredictions(answer: string): readonly (number | string)[] {
  const sentences = answer
    .trim()
    .replace(/\.$/u, '')
    .toLowerCase()
    .split(/\.\s(?=[a-z])|\n/u);
  const tails: string[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const marks = index === sentences.length - 1 ? [...cues, '='] : cues;
    const candidates = marks.flatMap((mark) => {
      const at = sentence.lastIndexOf(mark);
      return at < 0 ? [] : [sentence.slice(at + mark.length).trim()];
    });
    const shortest = candidates.sort((a, b) => a.length - b.length)[0];
    if (shortest !== undefined && !/^[:,.!?;']$/u.test(shortest)) tails.push(shortest);
  }
  const found = tails.length > 0 ? tails : [answer];
  const numbers = found.flatMap((tail) => numbersIn(tail).map((value) => Math.round(value * 100) / 100));
  return [...new Set([...found.flatMap(officialNormal), ...numbers])];
}

/** Whether the official script calls an open answer right: a gold string within a prediction, or a number that is equal. */
export function officialOpenCorrect(answer: string, gold: readonly string[]): boolean {
  const norms = gold.flatMap(officialNormal);
  return officialPredictions(answer).some((prediction) =>
    norms.some((norm) =>
      typeof prediction === 'string' && typeof norm === 'string' ? prediction.includes(norm) : prediction === norm,
    ),
  );
}
