import { locationsIn } from '../locations.ts';
import type { Instance, Reading } from './instances.ts';
import { plainLabel, referenceLabel } from './labels.ts';
import { labelledRuns, type Run } from './runs.ts';

const runOfTokens = /(?:<loc_\d+>|<sep>|<\/?poly>){4,}/g;
const LEAST = 4;
const labelEnds = ['<od>', '</od>', '<box>', '</box>', '<bbox>', '</bbox>', '<loc_', '<poly>'];

/** `LABEL? ( "<poly>" body "</poly>" )+ | LABEL? body`, body = polygons joined by `<sep>`; labels are not read (segmentation). */
export function readPolygons(text: string, reading: Reading): Instance[] {
  return Array.from(text.matchAll(runOfTokens), ([tokens]) => ({ label: '', tokens })).flatMap((run) =>
    readRun(run, reading),
  );
}

/** The same with a label before each run (open-vocabulary detection). */
export function readLabelledPolygons(text: string, reading: Reading): Instance[] {
  return labelledRuns(text, runOfTokens, LEAST).flatMap((run) => readRun(run, reading));
}

function readRun(run: Run, { parity }: Reading): Instance[] {
  const whole = run.label + run.tokens;
  const label = parity ? referenceLabel(whole.replace(/^<loc_\d+>/, ''), labelEnds) : plainLabel(run.label);
  if (label === null || (!parity && run.label !== '' && label === '')) return [];
  return bodiesOf(whole).flatMap((body) => {
    const polygons = polygonsOf(body);
    return polygons.length === 0 ? [] : [{ kind: 'polygons', label, polygons } as const];
  });
}

/** Each `<poly>…</poly>` is one instance; without the pair the whole run is. */
function bodiesOf(run: string): string[] {
  if (!run.includes('<poly>') || !run.includes('</poly>')) return [run];
  return Array.from(run.matchAll(/<poly>(.*?)<\/poly>/g), ([, body = '']) => body);
}

/** Polygons of a body, each a flat list x, y, …; an odd last number is dropped, as is what no `<sep>` or end follows. */
function polygonsOf(body: string): number[][] {
  return Array.from(body.matchAll(/((?:<loc_\d+>)+)(?:<sep>|$)/g), ([, tokens = '']) => {
    const bins = locationsIn(tokens);
    return bins.slice(0, bins.length - (bins.length % 2));
  });
}
