/** White space as Python's str.strip and \s know it; JavaScript's differs in U+0085, U+001C to U+001F and U+FEFF. */
const white = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const outerWhite = new RegExp(`^${white}+|${white}+$`, 'gu');

export function stripped(text: string): string {
  return text.replace(outerWhite, '');
}

/** What is left of a token in front of a label: `loc_3>`, `ground>`. */
const remnant = /^(?:\/?[a-z]\w*>)+/;
const tokens = /<\/?[a-z]\w*>/g;

/** The label as it is meant: no markers, no remnants of tokens, white space trimmed. */
export function plainLabel(text: string): string {
  return stripped(text.replace(tokens, ' ').replace(remnant, ''));
}

/** Letters of ASCII only; others are left out, not replaced. */
export function asciiOnly(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/g, '');
}

const leadingWhite = new RegExp(`^${white}+`, 'u');

/** The text before a label's first marker, as the reference reads it: on one line after leading white space. null where it is not. */
export function oneLineLabel(text: string): string | null {
  const label = text.replace(leadingWhite, '');
  return label.includes('\n') ? null : stripped(label);
}

/** The label as the reference finds it, before the first of `markers`. null where it finds none. */
export function referenceLabel(text: string, markers: readonly string[]): string | null {
  const places = markers.map((marker) => text.indexOf(marker)).filter((at) => at >= 0);
  return places.length === 0 ? null : oneLineLabel(text.slice(0, Math.min(...places)));
}
