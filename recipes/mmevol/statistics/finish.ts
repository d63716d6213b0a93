import { emptyCell, mergeCells, type Cell } from './cell.ts';
import type { Sums } from './accumulate.ts';
import { meanOf, top, total, type Tally } from './tally.ts';

/** Ratio and means are null where nothing was counted. */
export interface RoundStatistics {
  readonly round: number;
  /** An operator, `seed`, `unknown`, or `all`. */
  readonly operator: string;
  readonly images: Tally;
  readonly items: Tally;
  /** Kept of all items made. */
  readonly keepRatio: number | null;
  /** Kept of the items the judge saw. */
  readonly judgeKeepRatio: number | null;
  /** Over the items the judge saw; those not improved count as 0. */
  readonly meanScore: number | null;
  readonly meanSteps: number | null;
  readonly meanSkills: number | null;
  readonly distinctSkills: number;
  readonly unknownSkills: readonly { name: string; count: number }[];
  readonly itemReasons: Tally;
  readonly imageReasons: Tally;
  readonly distinctObjects: number;
  readonly distributions: {
    readonly scores: Tally;
    readonly steps: Tally;
    readonly skillsPerItem: Tally;
    readonly itemsPerImage: Tally;
    /** By lower bound of the bucket, in words. */
    readonly answerWords: Tally;
    readonly formats: readonly { name: string; count: number }[];
    readonly skills: readonly { name: string; count: number }[];
    /** The 200 commonest. */
    readonly objects: readonly { name: string; count: number }[];
  };
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);

function statisticsOf(round: number, operator: string, cell: Cell): RoundStatistics {
  const kept = cell.items['kept'] ?? 0;
  const scored = total(cell.scores);
  const seen = scored + total(cell.notImproved);
  return {
    round,
    operator,
    images: cell.images,
    items: cell.items,
    keepRatio: ratio(kept, total(cell.items)),
    judgeKeepRatio: ratio(scored, seen),
    meanScore: ratio((meanOf(cell.scores) ?? 0) * scored, seen),
    meanSteps: meanOf(cell.steps),
    meanSkills: meanOf(cell.skillsPerItem),
    distinctSkills: Object.keys(cell.skills).length,
    unknownSkills: top(cell.unknownSkills, 50),
    itemReasons: cell.itemReasons,
    imageReasons: cell.imageReasons,
    distinctObjects: Object.keys(cell.objects).length,
    distributions: {
      scores: cell.scores,
      steps: cell.steps,
      skillsPerItem: cell.skillsPerItem,
      itemsPerImage: cell.itemsPerImage,
      answerWords: cell.answerWords,
      formats: top(cell.formats, 50),
      skills: top(cell.skills, 50),
      objects: top(cell.objects, 200),
    },
  };
}

/** Statistics per round: `all` first, then each operator. Rounds in order. */
export function finishSums(sums: Sums): RoundStatistics[] {
  const cells = Object.entries(sums).map(([key, cell]) => {
    const [round = '0', operator = 'unknown'] = key.split('/');
    return { round: Number(round), operator, cell };
  });
  const rounds = [...new Set(cells.map(({ round }) => round))].toSorted((a, b) => a - b);
  return rounds.flatMap((round) => {
    const own = cells.filter((cell) => cell.round === round).toSorted((a, b) => (a.operator < b.operator ? -1 : 1));
    const all = emptyCell();
    for (const { cell } of own) mergeCells(all, cell);
    return [statisticsOf(round, 'all', all), ...own.map(({ operator, cell }) => statisticsOf(round, operator, cell))];
  });
}
