/** Begins the line of a rationale that says what is seen (see, then think: STL, 2512.02456). */
export const seenMark = 'Seen:';

/** What a rationale says is seen; undefined where it has no such line. */
export function seenIn(rationale: string): string | undefined {
  return /^\W*seen\W*?:[^\S\n]*(\S.*)$/im.exec(rationale)?.[1]?.trim();
}
