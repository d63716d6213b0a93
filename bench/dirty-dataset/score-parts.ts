import { judgedPlants } from './planted-records.ts';
import type { Outcomes } from './read-outcomes.ts';
import { scoreCuration, type CurationScore, type KindScore } from './score.ts';
import type { DirtyDataset } from './write-dataset.ts';

export interface ScoreParts {
  /** As it would stand without the judge's answers, and without what was planted for a judge alone. */
  readonly code: CurationScore;
  /** What the judge's answers add to that. */
  readonly judge: {
    readonly kinds: Readonly<Record<string, KindScore>>;
    readonly found: number;
    readonly planted: number;
    /** Ids of clean samples that code had let through. */
    readonly wronglyDropped: readonly string[];
  };
}

/** What code found and dropped, and apart from it what the judge did. */
export function scoreParts(dataset: DirtyDataset, { released, byJudge }: Outcomes): ScoreParts {
  const planted = dataset.planted.filter(({ kind }) => !Object.hasOwn(judgedPlants, kind));
  const code = scoreCuration({ ...dataset, planted }, new Set([...released, ...byJudge]));
  const all = scoreCuration(dataset, released);
  const kinds = Object.fromEntries(Object.entries(all.kinds).filter(([kind]) => Object.hasOwn(judgedPlants, kind)));
  const before = new Set(code.wronglyDropped);
  return {
    code,
    judge: {
      kinds,
      found: Object.values(kinds).reduce((sum, { found }) => sum + found, 0),
      planted: Object.values(kinds).reduce((sum, { planted: count }) => sum + count, 0),
      wronglyDropped: all.wronglyDropped.filter((id) => !before.has(id)),
    },
  };
}
