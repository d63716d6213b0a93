import { benchmarkIndex } from '../internvl/decontamination/benchmark-index.ts';
import { imagesOf, textOf, type SampleImage } from '../internvl/samples/sample.ts';
import type { SealedRows, WholeStage } from '../whole-stage.ts';
import { curatedRow, fieldsOf, type CuratedRow } from './curated-row.ts';
import type { CurateOptions } from './options.ts';

/** Characters of a dropped sample that its reject shows. */
const shownCharacters = 300;

/** Perceptual hashes of a sample's images; of a video's frames without blank ones, by which any two videos could meet. */
function picturesOf(row: CuratedRow, blankDeviation: number): readonly string[] {
  const blank = ({ deviation = Infinity }: SampleImage): boolean => deviation < blankDeviation;
  const shown = row.video ? imagesOf(row).filter((frame) => !blank(frame)) : imagesOf(row);
  return shown.flatMap(({ phash }) => phash ?? []);
}

/** Third stage: no sample may hold text or pictures of the benchmarks. The benchmarks are in memory, the samples are not. */
export const decontaminate: WholeStage = async function* (inputs, _services, context) {
  const { decontamination, rules } = context.options as CurateOptions;
  const pictures = (row: CuratedRow): readonly string[] => picturesOf(row, rules.blankDeviation);
  const index = benchmarkIndex(decontamination);
  for await (const row of (inputs['benchmark'] as SealedRows)()) {
    const item = curatedRow.parse(row);
    const { benchmark = 'benchmark', source_id: id = row.id } = item;
    index.add({ id, benchmark, text: textOf(item), pictures: pictures(item) });
  }
  const hits = new Map<string, number>();
  for await (const row of (inputs['samples'] as SealedRows)()) {
    const one = curatedRow.parse(row);
    const leak = index.leakIn({ text: textOf(one), pictures: pictures(one) });
    if (!leak) {
      yield { kind: 'row', fields: fieldsOf(row), parents: [row] };
      continue;
    }
    hits.set(leak.benchmark, (hits.get(leak.benchmark) ?? 0) + 1);
    yield { kind: 'dropped', row, reason: leak.rule, detail: { ...leak, text: textOf(one).slice(0, shownCharacters) } };
  }
  yield { kind: 'facts', facts: { benchmarkItems: index.size(), ...Object.fromEntries(hits) } };
};
