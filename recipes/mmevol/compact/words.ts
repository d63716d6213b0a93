/** Words that carry no content of their own: grammar, question words, and what every text about a photo says. */
const light: ReadonlySet<string> = new Set(
  (
    'a an the this that these those it its they them their he she his her him you we i one ones other others some any all both each ' +
    'is are was were be been being am do does did has have had can could may might will would shall should must ' +
    'what which who whom whose where when why how of in on at to from with without into onto by for as than so if then there here ' +
    'and or but while also not no yes nor only very more most much many kind type sort thing things something nothing nobody anybody anything ' +
    'every photo picture image photograph scene seen see seem seems look looks shown show located found happen happening made'
  ).split(' '),
);

const negations = /\b(?:no|not|none|never|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b/i;

/** A word without its ending: enough to take `floats` and `floating`, `boat` and `boats` for one. */
function stem(word: string): string {
  const bare = word.replace(/['’]s?$/, '');
  if (bare.length < 4) return bare;
  return bare
    .replace(/ies$/, 'y')
    .replace(/(?<=\w{3})(?:ing|ed|es|s)$/, '')
    .replace(/(?<=\w{2})([b-df-hj-np-tv-z])\1$/, '$1')
    .replace(/(?<=\w{3})e$/, '');
}

/** Words of a text in lower case, in order. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu) ?? [];
}

/** Words of a text that say something, each once by its stem: stem to the word as written. */
export function contentWords(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const word of wordsOf(text)) {
    const key = stem(word);
    if (!light.has(word) && !found.has(key)) found.set(key, word);
  }
  return found;
}

/** Content words of `text` that none of `sources` holds. */
export function foreignWords(text: string, ...sources: readonly string[]): string[] {
  const known = contentWords(sources.join('\n'));
  return [...contentWords(text)].filter(([key]) => !known.has(key)).map(([, word]) => word);
}

/** Share of the content words of `text` that `other` holds, 0 to 1; 1 where there are none. */
export function coverage(text: string, other: string): number {
  const all = contentWords(text).size;
  return all === 0 ? 1 : 1 - foreignWords(text, other).length / all;
}

export function isNegated(text: string): boolean {
  return negations.test(text);
}
