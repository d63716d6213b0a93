import type { Turn } from '../internvl/samples/sample.ts';

/** Lengths of turns in the template, in tokens. */
export interface Lengths {
  /** Of the text, without those of pictures. */
  readonly text: number;
  readonly trainable: number;
}

export interface Piece extends Lengths {
  readonly turns: readonly Turn[];
}

/**
 * Cuts a conversation without pictures into independent ones of as many whole exchanges as fit (InternVL 2.5, section 3.3: select).
 * A system turn is repeated before each. An exchange that is too long by itself stays one, and falls when packs are made.
 */
export async function cutSample(
  turns: readonly Turn[],
  maxTokens: number,
  lengthsOf: (turns: readonly Turn[]) => Promise<Lengths>,
): Promise<readonly Piece[]> {
  const system = turns[0]?.from === 'system' ? turns.slice(0, 1) : [];
  const pieces: Piece[] = [];
  let open: Piece | undefined;
  for (let at = system.length; at < turns.length; at += 2) {
    const exchange = turns.slice(at, at + 2);
    const longer: readonly Turn[] = [...(open?.turns ?? system), ...exchange];
    const wider: Piece = { turns: longer, ...(await lengthsOf(longer)) };
    if (open && wider.text > maxTokens) {
      pieces.push(open);
      const alone = [...system, ...exchange];
      open = { turns: alone, ...(await lengthsOf(alone)) };
    } else open = wider;
  }
  return open ? [...pieces, open] : pieces;
}
