import type { Outcomes } from './read-outcomes.ts';
import type { KindScore } from './score.ts';
import type { ScoreParts } from './score-parts.ts';
import type { DirtyDataset } from './write-dataset.ts';

/** Ids shown of those missed or wrongly dropped. */
const shown = 10;

/** Share of clean samples that may fall. */
export const mostFalse = 0.02;

/** Whether code alone found every planted case and dropped no more clean samples than it may. */
export const isAsItShouldBe = ({ code }: ScoreParts): boolean =>
  code.missed.length === 0 && code.wronglyDropped.length <= mostFalse * code.clean;

/** The result as lines of text; `judge` is the model that was asked, if one was. */
export function tellScore(
  { planted }: DirtyDataset,
  { code, judge: added }: ScoreParts,
  { reasons }: Outcomes,
  judge: string | undefined,
): readonly string[] {
  const reasonsOf = (kind: string): string =>
    [...new Set(planted.flatMap((one) => (one.kind === kind ? (reasons.get(one.record.id) ?? []) : [])))].join(', ');
  const table = (kinds: Readonly<Record<string, KindScore>>): readonly string[] =>
    Object.entries(kinds).map(
      ([kind, { planted: count, found }]) =>
        `${kind.padEnd(22)} ${String(found).padStart(4)} of ${String(count).padEnd(4)} ${reasonsOf(kind)}`,
    );
  const dropped = (ids: readonly string[]): readonly string[] => [
    `clean dropped    ${ids.length} of ${code.clean} (${((100 * ids.length) / code.clean).toFixed(2)} %)`,
    ...ids.slice(0, shown).map((id) => `                 ${id}: ${reasons.get(id) ?? ''}`),
  ];
  const missed = code.missed.length > 0 ? `; missed: ${code.missed.slice(0, shown).join(', ')}` : '';
  return [
    'By code alone, no model asked:',
    ...table(code.kinds),
    '',
    `planted found    ${code.found} of ${code.planted}${missed}`,
    ...dropped(code.wronglyDropped),
    ...(judge === undefined
      ? []
      : [
          '',
          `What the judge ${judge} adds, asked about what code had let through:`,
          ...table(added.kinds),
          '',
          `planted found    ${added.found} of ${added.planted}`,
          ...dropped(added.wronglyDropped),
        ]),
  ];
}
