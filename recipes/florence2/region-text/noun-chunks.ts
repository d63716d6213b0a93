import type { ParsedToken, PartOfSpeech } from '../language/parsed-text.ts';

const leads: ReadonlySet<PartOfSpeech> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN']);
const isNoun = (pos: PartOfSpeech): boolean => pos === 'NOUN' || pos === 'PROPN';

/** Noun phrases without what hangs behind them, `a red ball`: longest runs of determiners, adjectives, numbers and nouns, up to their last noun. */
export function nounChunks(tokens: readonly ParsedToken[]): readonly string[] {
  const chunks: string[] = [];
  let run: ParsedToken[] = [];
  const close = (): void => {
    const last = run.findLastIndex(({ pos }) => isNoun(pos));
    const words = run.slice(0, last + 1).map(({ text }) => text);
    if (words.length > 0) chunks.push(words.join(' '));
    run = [];
  };
  for (const token of tokens) {
    // A determiner, or anything but a noun behind a noun, begins a phrase of its own.
    const previous = run.at(-1);
    if (previous && isNoun(previous.pos) && !isNoun(token.pos)) close();
    if (leads.has(token.pos)) run.push(token);
    else close();
  }
  close();
  return chunks;
}
