import { locationsIn } from '../locations.ts';
import type { Instance, Reading } from './instances.ts';
import { asciiOnly, oneLineLabel, plainLabel } from './labels.ts';
import { labelledRuns } from './runs.ts';
import { stopPhrases } from './stop-phrases.ts';

const runOfLocations = /(?:<loc_\d+>){4,}/g;
const PER_BOX = 4;

/** Boxes of a run of location tokens: groups of four, one to three left over are ignored. */
function boxesOf(tokens: string): number[][] {
  const bins = locationsIn(tokens);
  return Array.from({ length: Math.floor(bins.length / PER_BOX) }, (_, at) =>
    bins.slice(at * PER_BOX, (at + 1) * PER_BOX),
  );
}

/** `{ LABEL LOC LOC LOC LOC { LOC } }`: detection, dense captions. A label with several boxes is one instance a box. */
export function readBoxes(text: string, { parity }: Reading): Instance[] {
  return readLabelled(text, parity, new Set());
}

/** As boxes, without phrases that name nothing in the picture (pronouns, "the image", a bare article). */
export function readGrounding(text: string, { parity }: Reading): Instance[] {
  return readLabelled(text, parity, stopPhrases);
}

function readLabelled(text: string, parity: boolean, stops: ReadonlySet<string>): Instance[] {
  return labelledRuns(text, runOfLocations, PER_BOX).flatMap(({ label: raw, tokens }) => {
    const label = parity ? oneLineLabel(raw) : plainLabel(raw);
    if (label === null || stops.has(label) || (!parity && label === '')) return [];
    return boxesOf(tokens).map((bins) => ({ kind: 'box', label: parity ? asciiOnly(label) : label, bins }) as const);
  });
}

/** `LOC x >= 4`: region proposals, boxes without labels. */
export function readProposals(text: string): Instance[] {
  return Array.from(text.matchAll(runOfLocations), ([tokens]) => boxesOf(tokens))
    .flat()
    .map((bins) => ({ kind: 'box', label: '', bins }));
}
