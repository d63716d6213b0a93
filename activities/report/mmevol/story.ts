import type { Row } from '../../../recipes/item-program.ts';
import { imageRecord, type EvolvedItem, type ImageRecord, type Operator } from '../../../recipes/mmevol/index.ts';
import type { Reject } from '../../artifacts/reject.ts';
import type { ShardContents } from '../../export/shard-contents.ts';

/** What one round made of one image. */
export interface RoundStory {
  readonly round: number;
  readonly operator: Operator;
  /** The list that was evolved, and the round it comes from; 0 is the seed. */
  readonly parents: readonly EvolvedItem[];
  readonly parentRound: number;
  readonly kept: readonly EvolvedItem[];
  /** Items that fell, in the generator's order. */
  readonly fallen: readonly Reject[];
  /** Whether a fallen item's index is that of its parent. */
  readonly paired: boolean;
  /** The line of the whole image where it was dropped or failed. */
  readonly whole: Reject | undefined;
}

/** One image on its way through the rounds. */
export interface ImageStory {
  readonly origin: string;
  readonly seed: ImageRecord;
  /** The newest record: with boxes and lines of text a detector found. */
  readonly newest: ImageRecord;
  readonly rounds: readonly RoundStory[];
}

const byOrigin = (rows: readonly Row[]) => new Map(rows.map((row) => [row.origin, row]));

function linesByOrigin(lines: readonly Reject[]): Map<string, Reject[]> {
  const found = new Map<string, Reject[]>();
  for (const line of lines) found.set(line.origin, [...(found.get(line.origin) ?? []), line]);
  return found;
}

const indexOf = ({ unit }: Reject) => Number(unit?.split('/')[1] ?? 0);

/**
 * The images of a shard with what each round made of them. `operatorOf`: the draw of an image and round. `oneByOne`: every parent
 * was rewritten by a call of its own, so that indexes always agree; else they do where the counts are equal.
 */
export function storiesOf(
  { imported, stages }: ShardContents,
  operatorOf: (origin: string, round: number) => Operator,
  oneByOne: boolean,
): readonly ImageStory[] {
  const byRound = stages.map(({ round, rows, rejects }) => ({
    round,
    rows: byOrigin(rows),
    rejects: linesByOrigin(rejects),
  }));
  return imported.rows.map((row) => {
    const seed = imageRecord.parse(row);
    let newest = seed;
    let parentRound = 0;
    const rounds = byRound.map(({ round, rows, rejects }): RoundStory => {
      const lines = rejects.get(row.id) ?? [];
      const found = rows.get(row.id);
      const parents = newest.conversations;
      const from = parentRound;
      if (found) {
        newest = imageRecord.parse(found);
        parentRound = round;
      }
      const fallen = lines.filter(({ unit }) => unit !== undefined).sort((a, b) => indexOf(a) - indexOf(b));
      const kept = found ? newest.conversations : [];
      return {
        round,
        operator: operatorOf(row.id, round),
        parents,
        parentRound: from,
        kept,
        fallen,
        paired: oneByOne || kept.length + fallen.length === parents.length,
        whole: lines.find(({ unit }) => unit === undefined),
      };
    });
    return { origin: row.id, seed, newest, rounds };
  });
}

/** Class of an image in the sample: how far it came. */
export function courseOf({ rounds }: ImageStory): 'every round' | 'some rounds' | 'no round' {
  const gave = rounds.filter(({ kept }) => kept.length > 0).length;
  if (gave === 0) return 'no round';
  return gave === rounds.length ? 'every round' : 'some rounds';
}
