import model from 'wink-eng-lite-web-model';
import winkNlp from 'wink-nlp';
import { approximateArcs, type TaggedToken } from './approximate-arcs.ts';
import { mendVerbs } from './mend-verbs.ts';
import { partsOfSpeech, type PartOfSpeech, type TextParser } from './parsed-text.ts';

const known: ReadonlySet<string> = new Set(partsOfSpeech);
const asPart = (tag: string): PartOfSpeech => (known.has(tag) ? (tag as PartOfSpeech) : 'X');

/**
 * English text by wink-nlp's part-of-speech tags and rules for the arcs. An approximation: the paper parses with spaCy. Loads the
 * tagger (about 30 MB) when it is made.
 */
export function rulesParser(): TextParser {
  const nlp = winkNlp(model, ['sbd', 'pos']);
  const { its } = nlp;
  return {
    name: 'wink-nlp 2.4.0 + rules',
    parse(text) {
      const tokens = nlp.readDoc(text).tokens();
      const tags = tokens.out(its.pos);
      const tagged = tokens.out().map((word, at): TaggedToken => ({ text: word, pos: asPart(tags[at] ?? 'X') }));
      return approximateArcs(sentencesOf(tagged).flatMap(mendVerbs));
    },
  };
}

/** Cut behind full stops, question and exclamation marks. */
function sentencesOf(tagged: readonly TaggedToken[]): TaggedToken[][] {
  const sentences: TaggedToken[][] = [[]];
  for (const token of tagged) {
    sentences.at(-1)?.push(token);
    if (/^[.!?]+$/.test(token.text)) sentences.push([]);
  }
  return sentences;
}
