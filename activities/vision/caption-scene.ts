import { counted } from '../../recipes/counted.ts';
import type { Detection } from '../../recipes/services.ts';

/** Most lines of text quoted. */
const mostLines = 8;

/**
 * What the specialists found, worded as a caption, for an encoder of texts to set beside captions: no places, no sizes.
 * `A photo of 2 sheep and a dog with the text "STOP", mostly green and blue`; `A photo` where they found nothing.
 */
export function captionScene(
  { objects, text }: Pick<Detection, 'objects' | 'text'>,
  colours: readonly string[] = [],
): string {
  const numbers = new Map<string, number>();
  for (const { label } of objects) numbers.set(label, (numbers.get(label) ?? 0) + 1);
  const named = [...numbers].map(([kind, count]) => (count === 1 ? `${article(kind)} ${kind}` : counted(kind, count)));
  const lines = text.slice(0, mostLines).map((line) => JSON.stringify(line.text));
  const said = [
    'A photo',
    ...(named.length > 0 ? [`of ${listed(named)}`] : []),
    ...(lines.length > 0 ? [`with the text ${listed(lines)}`] : []),
  ].join(' ');
  return colours.length > 0 ? `${said}, mostly ${listed(colours)}` : said;
}

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? 'an' : 'a');

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
