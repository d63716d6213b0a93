import { letterOf, lettersOf } from './letters.ts';

/**
 * The official script's reading of a multiple-choice answer, with its quirks: a letter anywhere in the tail of `Answer:` counts
 * (`Because` holds a B), of several candidates the last one does, and where there is none the option is drawn.
 *
 * @param draw uniform in [0, 1), fixed by the campaign's seed, in place of the script's random option
 * @param dotted also takes `A.`, as MMMU-Pro's script does
 */
export function officialChoice(
  answer: string,
  options: readonly string[],
  draw: () => number,
  { dotted = false }: { readonly dotted?: boolean } = {},
): string {
  const letters = lettersOf(options.length);
  const at = answer.lastIndexOf('Answer:');
  if (at >= 0) {
    const tail = answer.slice(at + 'Answer:'.length);
    const held = letters.filter((letter) => tail.includes(letter));
    if (held.length === 1 && held[0] !== undefined) return held[0];
  }
  const text = ` ${answer.replaceAll(/^[,.!?;:']+|[,.!?;:']+$/gu, '')} `;
  const places = (form: (letter: string) => string) => letters.filter((letter) => text.includes(form(letter)));
  const byForm = [
    (letter: string) => `(${letter})`,
    (letter: string) => ` ${letter} `,
    ...(dotted ? [(letter: string) => `${letter}.`] : []),
  ];
  for (const form of byForm) {
    const found = places(form);
    if (found.length > 0) return lastBy(found, (letter) => text.lastIndexOf(form(letter)));
  }
  if (text.trim().split(/\s+/u).length > 5) {
    const lower = text.toLowerCase();
    const named = options
      .map((option, index) => ({ letter: letterOf(index), at: lower.lastIndexOf(option.toLowerCase()) }))
      .filter((candidate) => candidate.at >= 0);
    if (named.length > 0) return lastBy(named, (candidate) => candidate.at).letter;
  }
  return letterOf(Math.floor(draw() * options.length));
}

function lastBy<T>(candidates: readonly T[], place: (candidate: T) => number): T {
  return candidates.reduce((best, one) => (place(one) > place(best) ? one : best));
}
