/** White space as Python's `str.split` and `\s` see it: the separators U+001C..U+001F and U+0085 count, U+FEFF does not. */
const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
/** Character class bodies of Python's `\s` and `\w`, for use within brackets of a `u` pattern. */
export const pythonSpace = space;
export const pythonWord = '\\p{L}\\p{N}_';

const runs = new RegExp(`[${space}]+`, 'u');

/** Words between white space, as `str.split()` without an argument. */
export const splitWords = (text: string): readonly string[] => text.split(runs).filter((word) => word !== '');

const ends = new RegExp(`^[${space}]+|[${space}]+$`, 'gu');
export const strip = (text: string): string => text.replace(ends, '');
