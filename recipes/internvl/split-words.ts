/** White space as Python's `str.split` sees it: with the separators U+001C to U+001F and U+0085, without U+FEFF. */
const separators = String.fromCodePoint(0x1c, 0x1d, 0x1e, 0x1f);
const pythonSpace = new RegExp(
  `[${separators}\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+`,
  'u',
);

/** Words between white space, as the reference splits them. */
export function splitWords(text: string): string[] {
  return text.split(pythonSpace).filter((word) => word !== '');
}
