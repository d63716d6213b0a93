import type { TaggedToken } from './approximate-arcs.ts';
import type { PartOfSpeech } from './parsed-text.ts';

const follows: ReadonlySet<PartOfSpeech | undefined> = new Set(['DET', 'ADP', 'PRON', 'ADV', 'NUM']);
const isNoun = (token: TaggedToken | undefined): boolean => token?.pos === 'NOUN' || token?.pos === 'PROPN';

/**
 * In a sentence without a verb, a noun in -s between a noun and what opens the next phrase is the verb: the tagger takes `chases`
 * of `A dog chases a ball.` for a noun.
 */
export function mendVerbs(tagged: readonly TaggedToken[]): readonly TaggedToken[] {
  if (tagged.some(({ pos }) => pos === 'VERB' || pos === 'AUX')) return tagged;
  return tagged.map((token, at) =>
    isNoun(token) && /[^s]s$/i.test(token.text) && isNoun(tagged[at - 1]) && follows.has(tagged[at + 1]?.pos)
      ? { ...token, pos: 'VERB' }
      : token,
  );
}
