import type { ItemProgram } from '../item-program.ts';
import { flagsAmong } from '../internvl/rules/apply-rules.ts';
import { measureSample } from '../internvl/rules/measure-sample.ts';
import { structureFaults, structureMeasure } from '../internvl/rules/structure-rules.ts';
import { beyond, measureName, type Measured } from '../internvl/rules/verdict.ts';
import type { SampleImage } from '../internvl/samples/sample.ts';
import type { Services } from '../services.ts';
import { curatedRow, fieldsOf, type CuratedRow, type Flag } from './curated-row.ts';
import type { CurateOptions } from './options.ts';

/** Digits kept of a measure in rows. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

const flagOf = ({ rule, form, value, threshold, turn }: Measured): Flag => ({
  rule,
  ...(form === undefined ? {} : { form }),
  value: rounded(value),
  threshold,
  ...(turn === undefined ? {} : { turn }),
});

/**
 * First stage: a fault of form drops the sample at once; its image is measured; what the other rules find is kept with it as flags,
 * for people to look at in the end. No flagged sample costs a model call (spec §a.2).
 */
export const inspect: ItemProgram = async ({ seed }, services, context) => {
  const row = curatedRow.parse(seed);
  const { rules } = context.options as CurateOptions;
  const asSample = row.part === undefined;
  const structure = structureMeasure(row);
  if (asSample && beyond(structure)) {
    const { rule, value, threshold } = structure;
    const faults = structureFaults(row).join(', ');
    return { kind: 'dropped', reason: 'broken_structure', detail: { rule, value, threshold, faults } };
  }
  const images = await measuredImages(row, services);
  const fields = { ...fieldsOf(seed), ...images };
  if (!asSample) return { kind: 'kept', rows: [fields] };
  const measures = measureSample({ ...row, ...images }, rules);
  const flags = flagsAmong(measures).map(flagOf);
  return {
    kind: 'kept',
    rows: [
      {
        ...fields,
        measures: Object.fromEntries(measures.map((one) => [measureName(one), rounded(one.value)])),
        ...(flags.length > 0 ? { flags } : {}),
      },
    ],
  };
};

async function measuredImages({ image, images }: CuratedRow, { measureImage }: Services) {
  const measured = async <T extends SampleImage>(one: T) => {
    if (!measureImage) throw new Error('this worker has no service that measures images');
    return { ...one, ...(await measureImage(one.sha256)) };
  };
  return {
    ...(image ? { image: await measured(image) } : {}),
    ...(images ? { images: await Promise.all(images.map(measured)) } : {}),
  };
}
