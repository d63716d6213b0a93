import { benchmarkIndex } from '../internvl/decontamination/benchmark-index.ts';
import { textOf } from '../internvl/samples/sample.ts';
import type { SealedRows, WholeStage } from '../whole-stage.ts';
import { curatedRow, fieldsOf } from './curated-row.ts';
import type { CurateOptions } from './options.ts';

/** Characters of a dropped sample that its reject shows. */
const shownCharacters = 300;

/** Third stage: no sample may hold text or pictures of the benchmarks. The benchmarks are in memory, the samples are not. */
export const decontaminate: WholeStage = async function* (inputs, _services, context) {
  const { decontamination } = context.options as CurateOptions;
  const index = benchmarkIndex(decontamination);
  for await (const row of (inputs['benchmark'] as SealedRows)()) {
    const { image, benchmark = 'benchmark', source_id, ...item } = curatedRow.parse(row);
    index.add({ id: source_id ?? row.id, benchmark, text: textOf(item), phash: image?.phash });
  }
  const hits = new Map<string, number>();
  for await (const row of (inputs['samples'] as SealedRows)()) {
    const one = curatedRow.parse(row);
    const leak = index.leakIn({ text: textOf(one), phash: one.image?.phash });
    if (!leak) {
      yield { kind: 'row', fields: fieldsOf(row), parents: [row] };
      continue;
    }
    hits.set(leak.benchmark, (hits.get(leak.benchmark) ?? 0) + 1);
    yield { kind: 'dropped', row, reason: leak.rule, detail: { ...leak, text: textOf(one).slice(0, shownCharacters) } };
  }
  yield { kind: 'facts', facts: { benchmarkItems: index.size(), ...Object.fromEntries(hits) } };
};
