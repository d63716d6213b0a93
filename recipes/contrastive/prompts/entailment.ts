import type { Parsed } from '../../services.ts';

/** Asks whether a caption is true of the picture. */
export const entailmentPrompt = (caption: string): string =>
  `Is everything this caption says true of the picture? Answer with yes or no, nothing else.\n\n## Caption\n${caption}`;

/** Reads yes or no from the first word. Reason: `no_verdict`. */
export function parseEntailment(text: string): Parsed<boolean> {
  const word = /\p{L}+/u.exec(text)?.[0].toLowerCase();
  if (word === 'yes' || word === 'true') return { ok: true, value: true };
  if (word === 'no' || word === 'false') return { ok: true, value: false };
  return { ok: false, reason: 'no_verdict', error: 'It must be yes or no.' };
}
