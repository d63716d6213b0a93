import { allEnded } from '../../all-ended.ts';
import type { ItemContext, ItemProgram } from '../../item-program.ts';
import type { Annotation, RegionAnnotation } from '../annotations/annotation.ts';
import { identifiedOnce, type AnnotationDraft, type Picture } from '../annotations/identify.ts';
import { siftRegions } from '../filter/sift-regions.ts';
import type { Florence2Options } from '../options.ts';
import { asFields, pictureOf, pictureRow, type CandidateRow } from '../picture-row.ts';
import { describeRegions } from '../region-text/describe-regions.ts';
import { humanAnnotations } from '../seed/human-annotations.ts';
import { labelledRow } from '../seed/labels.ts';
import { byChat } from './by-chat.ts';
import { byFlorence } from './by-florence.ts';
import { bySpecialists } from './by-specialists.ts';
import { templateText } from './template-text.ts';

/** Names given to Florence-2's open-vocabulary detection as hints at most. */
const MOST_NAMES = 20;

/**
 * One picture, annotated. Round 1 asks the local specialists and the models there are, and takes people's labels in; a later
 * round asks the models again with what was accepted as hints.
 */
export const annotate: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as Florence2Options;
  const { round } = context;
  const standing = round === 1 ? firstSight(current) : secondSight(current);
  const picture = pictureOf(standing);
  const seen =
    round === 1 ? await bySpecialists(picture.sha256, picture, services, options) : { drafts: [], nsfw: standing.nsfw };
  const { florence, chat } = options;
  // A trained model has learned from what was accepted; quoting it would only have it say the same again.
  const trained = trainedModel(context.facts);
  const [forFlorence, forChat] = florence ? [trained, undefined] : [undefined, trained];
  const names = round === 1 || forFlorence !== undefined ? [] : namesOf(standing.before);
  const quoted = round === 1 || forChat !== undefined ? [] : standing.before;
  const [fromFlorence, fromChat] = await allEnded([
    florence ? byFlorence(picture, services, florence, round, names, forFlorence) : [],
    chat ? byChat(picture, services, chat, round, quoted, forChat) : [],
  ]);
  const drafts = [...seen.drafts, ...fromFlorence, ...fromChat];
  const captioned = drafts.some((draft) => draft.class === 'text');
  const templates =
    round === 1 && options.templates && !captioned ? templateText(soundBoxes(drafts, picture, options)) : [];
  const { regionText } = options;
  const described = regionText
    ? await describeRegions(soundBoxes(drafts, picture, options), picture, services, options, regionText, round)
    : { drafts: [], rejects: [] };
  const row: CandidateRow = {
    ...standing,
    nsfw: seen.nsfw,
    candidates: identifiedOnce([...drafts, ...templates, ...described.drafts], picture),
  };
  return { kind: 'kept', rows: [asFields(row)], rejects: described.rejects };
};

/** Name of the model trained in this round, where one is. */
function trainedModel({ model }: ItemContext['facts']): string | undefined {
  const name = model?.['model'];
  return typeof name === 'string' ? name : undefined;
}

function firstSight(row: unknown): CandidateRow {
  const { image, image_path, source_id, labels } = labelledRow.parse(row);
  const before = humanAnnotations(labels, pictureOf({ image }));
  return { image, image_path, source_id, nsfw: null, before, candidates: [], richness: {} };
}

function secondSight(row: unknown): CandidateRow {
  const { image, image_path, source_id, nsfw, annotations, richness } = pictureRow.parse(row);
  return { image, image_path, source_id, nsfw, before: annotations, candidates: [], richness };
}

const namesOf = (annotations: readonly Annotation[]): string[] =>
  [
    ...new Set(
      annotations.flatMap((one) => (one.class === 'region_text' && one.geometry.type === 'box' ? [one.text] : [])),
    ),
  ].slice(0, MOST_NAMES);

/** Named boxes that the filters will let stand: a template names no others, and no others are described. */
function soundBoxes(
  drafts: readonly AnnotationDraft[],
  picture: Picture,
  { filters }: Florence2Options,
): readonly RegionAnnotation[] {
  const boxes = identifiedOnce(drafts, picture).flatMap((one): RegionAnnotation[] =>
    one.class === 'region_text' && one.geometry.type === 'box' && one.granularity === 'phrase' ? [one] : [],
  );
  return siftRegions(boxes, picture, filters).kept;
}
