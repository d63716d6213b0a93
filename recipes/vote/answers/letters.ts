/** Letter of an option by its place: A, B, … */
export const letterOf = (index: number): string => String.fromCodePoint(65 + index);

/** Letters of that many options. */
export const lettersOf = (options: number): readonly string[] => Array.from({ length: options }, (_, i) => letterOf(i));
