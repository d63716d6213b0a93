import { duplicateFinder } from '../internvl/dedup/find-duplicates.ts';
import type { Candidate } from '../internvl/dedup/fingerprints.ts';
import { imagesOf, textOf } from '../internvl/samples/sample.ts';
import { hashOf } from '../sha256.ts';
import type { SealedRows, WholeStage } from '../whole-stage.ts';
import { curatedRow, fieldsOf, type CuratedRow } from './curated-row.ts';
import type { CurateOptions } from './options.ts';

/** Characters of a dropped sample that its reject shows. */
const shownCharacters = 300;

/** Flagged samples stand behind all others; among equals the source's own score counts. */
const rankOf = ({ flags, quality = 0 }: CuratedRow): number => (flags ? -1e9 : 0) + quality;

/** What a sample shows as one picture; several are the same only where all their bytes are. */
function pictureOf(row: CuratedRow): Candidate['image'] {
  const [first, ...more] = imagesOf(row);
  return more.length === 0 ? first : { sha256: hashOf([first, ...more].map((image) => image?.sha256)) };
}

/** Second stage: of samples that are one, the best stays. Reads the dataset twice and holds no row of it. */
export const deduplicate: WholeStage = async function* (inputs, services, context) {
  const { dedup } = context.options as CurateOptions;
  const samples = inputs['samples'] as SealedRows;
  const finder = duplicateFinder(services, dedup);
  for await (const row of samples()) {
    const one = curatedRow.parse(row);
    await finder.add({ id: row.id, rank: rankOf(one), text: textOf(one), image: pictureOf(one) });
  }
  const duplicateOf = await finder.find();
  const counts = { exact_duplicate: 0, near_duplicate: 0, same_image: 0 };
  let index = 0;
  for await (const row of samples()) {
    const duplicate = duplicateOf(index++);
    if (duplicate) {
      counts[duplicate.rule] += 1;
      yield {
        kind: 'dropped',
        row,
        reason: duplicate.rule,
        detail: { ...duplicate, text: textOf(curatedRow.parse(row)).slice(0, shownCharacters) },
      };
      continue;
    }
    const { measures: _measures, ...fields } = fieldsOf(row);
    yield { kind: 'row', fields, parents: [row] };
  }
  yield { kind: 'facts', facts: counts };
};
