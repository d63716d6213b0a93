import { locationsIn } from '../locations.ts';
import type { Instance, Reading } from './instances.ts';
import { plainLabel, stripped } from './labels.ts';

/**
 * `{ TEXT LOC x8 }`: lines of text with the four corners around them. TEXT is the shortest run before eight location tokens,
 * at least one character, without a line break. Linear in the length of the text.
 */
export function readQuads(text: string, { parity }: Reading): Instance[] {
  const instances: Instance[] = [];
  const corners = /(?:<loc_\d+>){8}/g;
  let from = 0;
  for (;;) {
    corners.lastIndex = from + 1;
    const found = corners.exec(text);
    if (!found) return instances;
    const lineBreak = text.lastIndexOf('\n', found.index - 1);
    if (lineBreak >= from) {
      from = lineBreak + 1;
      continue;
    }
    const raw = text.slice(from, found.index);
    const label = parity ? stripped(raw) : plainLabel(raw);
    if (parity || label !== '') instances.push({ kind: 'quad', label, bins: locationsIn(found[0]) });
    from = found.index + found[0].length;
  }
}
