/** How a renderer may write: `width` in columns of the terminal, `colour` only where it is one. */
export interface TextOptions {
  /** @default 100 */
  readonly width?: number;
  /** @default false */
  readonly colour?: boolean;
}

export const defaultWidth = 100;

export type Tone = 'good' | 'bad' | 'weak' | 'strong' | 'warn';

const codes: Readonly<Record<Tone, readonly [number, number]>> = {
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
  weak: [2, 22],
  strong: [1, 22],
};

/** Paints text by its meaning, or leaves it alone. */
export type Paint = (tone: Tone, text: string) => string;

export function painter({ colour = false }: TextOptions): Paint {
  if (!colour) return (_, text) => text;
  return (tone, text) => `\u001b[${codes[tone][0]}m${text}\u001b[${codes[tone][1]}m`;
}
