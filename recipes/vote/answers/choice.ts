import { lastBoxed } from './boxed.ts';
import { afterThought, finalPart, firstLine } from './final-part.ts';
import { letterOf, lettersOf } from './letters.ts';

/** Letters of `text` that stand alone, as options are named; an article or a pronoun is no option. */
function bareLetters(text: string, letters: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}'’])([A-Z])(?![\p{L}\p{N}'’])/gu)) {
    const letter = match[1] ?? '';
    if (!letters.includes(letter)) continue;
    const before = text.slice(0, match.index);
    const isWord = (letter === 'A' || letter === 'I') && /^ [\p{Ll}]/u.test(text.slice(match.index + 1));
    if (isWord && !/\b(?:is|be|choose|pick|option|choice|answer)[\s:]*$/iu.test(before)) continue;
    found.push(letter);
  }
  return found;
}

const bracketed = (text: string, letters: readonly string[]): readonly string[] =>
  Array.from(text.matchAll(/[(（[]\s*([A-Z])\s*[)）\]]/gu), ([, letter = '']) => letter).filter((letter) =>
    letters.includes(letter),
  );

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.%-]+/gu, ' ')
    .trim()
    .replace(/\.$/u, '');

/** The option whose text stands last in the answer; of options that end at one place the longest. */
function lastOptionText(text: string, options: readonly string[]): string | null {
  const padded = ` ${plain(text)} `;
  let best: { readonly end: number; readonly length: number; readonly letter: string } | undefined;
  for (const [index, option] of options.entries()) {
    const wanted = ` ${plain(option)} `;
    if (wanted.trim() === '') continue;
    const at = padded.lastIndexOf(wanted);
    if (at < 0) continue;
    const found = { end: at + wanted.length, length: wanted.length, letter: letterOf(index) };
    if (!best || found.end > best.end || (found.end === best.end && found.length > best.length)) best = found;
  }
  return best?.letter ?? null;
}

const only = (letters: readonly string[]): string | undefined => (new Set(letters).size === 1 ? letters[0] : undefined);

/**
 * Letter of the option that an answer names, null where it names none. In order: what stands alone after the last `Answer:`, in a
 * box, the whole of a short answer, the last bracketed letter, the only bare letter, and the option text that stands last.
 */
export function readChoice(answer: string, options: readonly string[]): string | null {
  const letters = lettersOf(options.length);
  const text = afterThought(answer);
  const end = finalPart(text);
  for (const part of [end === undefined ? undefined : firstLine(end), lastBoxed(text)]) {
    if (part === undefined) continue;
    const spelled = /^[a-z]$/u.test(part) ? part.toUpperCase() : part;
    const named = only(bracketed(spelled, letters)) ?? only(bareLetters(spelled, letters));
    const letter = named ?? lastOptionText(part, options);
    if (letter !== null) return letter;
  }
  const whole = text.trim();
  if (/^[a-zA-Z]$/u.test(whole.replace(/[.,!?;:')]+$/u, ''))) {
    const letter = whole.charAt(0).toUpperCase();
    return letters.includes(letter) ? letter : null;
  }
  const exact = options.findIndex((option) => plain(option) !== '' && plain(option) === plain(whole));
  if (exact >= 0) return letterOf(exact);
  return bracketed(text, letters).at(-1) ?? only(bareLetters(text, letters)) ?? lastOptionText(text, options);
}
