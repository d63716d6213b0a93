import { curatedRow, type CurateOptions } from '../../../recipes/curate/index.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { answersOf } from '../../../recipes/internvl/samples/sample.ts';
import type { Reject } from '../../artifacts/reject.ts';
import type { ShardContents, StageContents } from '../../export/shard-contents.ts';
import type { ThresholdView } from './threshold-view.ts';
import { viewsOf } from './views.ts';

/** Characters shown of a sample near a threshold. */
const shownCharacters = 200;

/** What the report counts of a curated dataset. */
export interface CurationTally {
  add(shard: ShardContents): void;
  readonly views: ReadonlyMap<string, ThresholdView>;
  /** Samples left after each stage; `import` first. Items of a benchmark are none. */
  readonly left: ReadonlyMap<string, number>;
  readonly leaks: ReadonlyMap<string, { text: number; image: number }>;
}

const excerpt = (text: string): string =>
  text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)} …`;

export function curationTally(options: CurateOptions): CurationTally {
  const views = viewsOf(options);
  const left = new Map<string, number>();
  const leaks = new Map<string, { text: number; image: number }>();

  const measure = (name: string, value: number, row: Row): void =>
    views.get(name)?.add(value, row.id, () => excerpt(answersOf(curatedRow.parse(row)).join('\n')));

  function addRow(stage: string, row: Row): void {
    const { measures = {}, judged } = curatedRow.parse(row);
    if (stage === 'inspect') for (const [name, value] of Object.entries(measures)) measure(name, value, row);
    if (stage !== 'judge') return;
    if (judged?.quality) measure('quality', judged.quality.score, row);
    if (judged?.repetition) measure('repetition', judged.repetition.score, row);
  }

  /** What is known of a dropped sample by its line alone, and by the row it was made from where that stands in the shard. */
  function addReject({ parent, reason, detail }: Reject, rows: ReadonlyMap<string, Row>): void {
    const value = Number(detail?.['value'] ?? 0);
    const row = rows.get(parent);
    if (reason === 'broken_structure' && row) measure('R14_structure', value, row);
    if (reason === 'low_quality' && row) measure('quality', value, row);
    if (reason === 'near_duplicate')
      views.get(reason)?.add(value, parent, () => excerpt(String(detail?.['text'] ?? '')));
    if (reason === 'benchmark_text' || reason === 'benchmark_image') {
      const name = String(detail?.['benchmark'] ?? '');
      const of = leaks.get(name) ?? { text: 0, image: 0 };
      leaks.set(name, of);
      of[reason === 'benchmark_text' ? 'text' : 'image'] += 1;
    }
  }

  return {
    views,
    left,
    leaks,
    add({ imported, stages }) {
      const contents: readonly StageContents[] = [imported, ...stages];
      const rows = new Map(contents.flatMap((stage) => stage.rows.map((row) => [row.id, row] as const)));
      for (const { stage, rows: kept, rejects } of contents) {
        const samples = kept.filter((row) => row['part'] === undefined);
        left.set(stage, (left.get(stage) ?? 0) + samples.length);
        if (stage !== 'import') for (const row of samples) addRow(stage, row);
        for (const line of rejects) addReject(line, rows);
      }
    },
  };
}
