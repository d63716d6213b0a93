import type { WholeStage } from '../../whole-stage.ts';
import { annotationClasses, type Annotation } from '../annotations/annotation.ts';
import type { Picture } from '../annotations/identify.ts';
import type { Florence2Options, MergeSettings } from '../options.ts';
import { asFields, candidateRow, pictureOf, type PictureRow } from '../picture-row.ts';
import { humanAnnotations } from '../seed/human-annotations.ts';
import { activeTexts } from './active-texts.ts';
import { indexLabels } from './label-index.ts';
import { mergeRegions } from './merge-regions.ts';

/** What stood, what passed the filters and what people said of a picture, as one list: texts, regions, phrases. */
export function mergeAnnotations(
  annotations: readonly Annotation[],
  picture: Picture,
  settings: MergeSettings,
): readonly Annotation[] {
  const once = [...new Map(annotations.map((one) => [one.id, one])).values()];
  const regions = once.flatMap((one) => (one.class === 'region_text' ? [one] : []));
  const merged: readonly Annotation[] = [
    ...once.filter(({ class: kind }) => kind !== 'region_text'),
    ...mergeRegions(regions, picture, settings),
  ];
  return annotationClasses.flatMap((name) => merged.filter(({ class: kind }) => kind === name));
}

/** Joins each picture's annotations with the labels of people on it, by content hash. */
export const merge: WholeStage = async function* (inputs, services, context) {
  const { merge: settings } = context.options as Florence2Options;
  const { filtered = empty, human = empty } = inputs;
  const labels = await indexLabels(human, services);
  for await (const row of filtered()) {
    const parsed = candidateRow.parse(row);
    const { image, image_path, source_id, nsfw, before, candidates, richness } = parsed;
    const picture = pictureOf(parsed);
    const said = (await labels.of(image.sha256)).flatMap((one) => humanAnnotations(one, picture));
    const annotations = mergeAnnotations([...said, ...before, ...candidates], picture, settings);
    const texts = annotations.flatMap((one) => (one.class === 'text' ? [one] : []));
    const fields: PictureRow = {
      image,
      image_path,
      source_id,
      nsfw,
      annotations,
      active: activeTexts(texts, activeBefore(before), settings),
      richness,
    };
    yield { kind: 'row', fields: asFields(fields), parents: [row] };
  }
};

async function* empty(): AsyncGenerator<never> {}

/** The texts that stood: of each level the last, for what was accepted lists the active one last. */
function activeBefore(before: readonly Annotation[]): PictureRow['active'] {
  return Object.fromEntries(before.flatMap((one) => (one.class === 'text' ? [[one.granularity, one.id]] : [])));
}
