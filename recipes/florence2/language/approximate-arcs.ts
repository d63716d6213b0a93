import type { ParsedToken, PartOfSpeech } from './parsed-text.ts';

export interface TaggedToken {
  readonly text: string;
  readonly pos: PartOfSpeech;
}

const isNoun = (pos: PartOfSpeech | undefined): boolean => pos === 'NOUN' || pos === 'PROPN';
const isModifier = (pos: PartOfSpeech | undefined): boolean => pos === 'DET' || pos === 'ADJ' || pos === 'NUM';
const endsClause = (pos: PartOfSpeech): boolean => pos === 'PUNCT' || pos === 'SCONJ';

/**
 * Dependency arcs by rules over part-of-speech tags, an approximation of what a parser finds: modifiers hang on the noun that ends
 * their phrase, subjects and objects on the verb beside them, prepositions on the verb before (`of` on the noun), nouns on their
 * preposition. Good for counting degrees, not for reading who did what.
 */
export function approximateArcs(tagged: readonly TaggedToken[]): readonly ParsedToken[] {
  const heads: (number | null)[] = tagged.map(() => null);
  const compounds = tagged.map(() => false);
  const pos = (at: number): PartOfSpeech | undefined => tagged[at]?.pos;
  let verb: number | undefined;
  let noun: number | undefined;
  let preposition: number | undefined;
  let joined: number | undefined;

  for (let at = 0; at < tagged.length; at++) {
    const token = tagged[at];
    if (!token) continue;
    if (endsClause(token.pos)) {
      // A comma does not end the list or the clause it stands in.
      if (token.text !== ',') [verb, noun, preposition] = [undefined, undefined, undefined];
    } else if (isNoun(token.pos)) {
      const end = lastOfPhrase(at);
      attachPhrase(at, end);
      at = end;
    } else if (token.pos === 'VERB') {
      enterVerb(at);
    } else if (token.pos === 'ADP') {
      heads[at] = (token.text.toLowerCase() === 'of' ? noun : undefined) ?? verb ?? noun ?? null;
      preposition = at;
    } else if (token.pos === 'AUX' || token.pos === 'PART') {
      heads[at] = nextVerb(at) ?? verb ?? null;
    } else if (token.pos === 'ADV') {
      heads[at] = verb ?? nextVerb(at) ?? (isModifier(pos(at + 1)) ? at + 1 : null);
    } else if (token.pos === 'CCONJ') {
      joined = noun ?? verb;
      heads[at] = joined ?? null;
    }
  }
  return tagged.map(({ text, pos: part }, at) => ({
    text,
    pos: part,
    head: part === 'PUNCT' ? null : (heads[at] ?? null),
    compound: compounds[at] ?? false,
  }));

  function lastOfPhrase(from: number): number {
    let last = from;
    while (isNoun(pos(last + 1))) last += 1;
    return last;
  }

  function attachPhrase(from: number, end: number): void {
    for (let part = from; part < end; part++) [heads[part], compounds[part]] = [end, true];
    for (let before = from - 1; before >= 0 && (isModifier(pos(before)) || pos(before) === 'PRON'); before--)
      if (heads[before] === null) heads[before] = end;
    if (preposition !== undefined) heads[end] = preposition;
    else if (joined !== undefined && isNoun(pos(joined))) heads[end] = joined;
    else if (verb !== undefined) heads[end] = verb;
    [noun, preposition, joined] = [end, undefined, undefined];
  }

  function enterVerb(at: number): void {
    if (noun !== undefined && heads[noun] === null) heads[noun] = at;
    else if (noun !== undefined && verb === undefined) heads[at] = noun;
    if (verb !== undefined) heads[at] = verb;
    [verb, preposition, joined] = [at, undefined, undefined];
  }

  function nextVerb(at: number): number | undefined {
    for (let after = at + 1; after < tagged.length; after++) {
      if (pos(after) === 'VERB') return after;
      if (pos(after) !== 'ADV' && pos(after) !== 'PART' && pos(after) !== 'AUX') return undefined;
    }
    return undefined;
  }
}
