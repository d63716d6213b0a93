import { allEnded } from '../../all-ended.ts';
import type { ItemProgram } from '../../item-program.ts';
import type { PartReject } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import type { Annotation, TextAnnotation } from '../annotations/annotation.ts';
import { clipped } from '../geometry/place.ts';
import { parseBy } from '../language/parse-by.ts';
import { richnessOf, type Richness } from '../language/richness.ts';
import type { Florence2Options } from '../options.ts';
import { asFields, candidateRow, pictureOf, type CandidateRow } from '../picture-row.ts';
import { raised } from './raised.ts';
import { siftPhrases } from './sift-phrases.ts';
import { siftRegions } from './sift-regions.ts';
import { siftTexts, type MeasuredText } from './sift-texts.ts';
import type { Dropped } from './verdict.ts';

/**
 * Lets a picture's candidates through the filters. What stands already is not touched. Each fallen annotation is a part reject
 * with its score, place and the measure that decided, so that thresholds can be swept afterwards.
 */
export const filter: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as Florence2Options;
  const filters = raised(options, context.facts['before']);
  const row = candidateRow.parse(current);
  const { before, nsfw } = row;
  if (nsfw !== null && nsfw > filters.nsfw) return { kind: 'dropped', reason: 'nsfw', detail: { nsfw } };
  const picture = pictureOf(row);
  const candidates = row.candidates.map((one) =>
    'geometry' in one ? { ...one, geometry: clipped(one.geometry, picture) } : one,
  );
  const of = <Class extends Annotation['class']>(name: Class): Extract<Annotation, { class: Class }>[] =>
    candidates.filter((one): one is Extract<Annotation, { class: Class }> => one.class === name);

  const measured = await measure(of('text'), services, options);
  const standing = before.flatMap((one) => (one.class === 'region_text' ? [one] : []));
  const regions = siftRegions(of('region_text'), picture, filters);
  const texts = siftTexts(measured, [...standing, ...regions.kept], filters);
  const phrases = siftPhrases(of('text_phrase_region'), texts.kept, filters);
  const known = [...measured, ...(await measure(unmeasured(before, row.richness), services, options))];
  const richness: Record<string, Richness> = { ...row.richness };
  for (const { annotation, richness: measures } of known) richness[annotation.id] = measures;
  const kept = new Set([...regions.kept, ...texts.kept, ...phrases.kept].map(({ id }) => id));
  const result: CandidateRow = {
    image: row.image,
    image_path: row.image_path,
    source_id: row.source_id,
    nsfw,
    before,
    candidates: candidates.filter(({ id }) => kept.has(id)),
    richness: Object.fromEntries(
      Object.entries(richness).filter(([id]) => kept.has(id) || before.some((one) => one.id === id)),
    ),
  };
  const dropped = [...regions.dropped, ...texts.dropped, ...phrases.dropped];
  return { kind: 'kept', rows: [asFields(result)], rejects: dropped.map(asReject) };
};

function unmeasured(before: readonly Annotation[], richness: Readonly<Record<string, Richness>>): TextAnnotation[] {
  return before.flatMap((one) => (one.class === 'text' && richness[one.id] === undefined ? [one] : []));
}

async function measure(
  texts: readonly TextAnnotation[],
  services: Services,
  { parser }: Pick<Florence2Options, 'parser'>,
): Promise<MeasuredText[]> {
  return allEnded(
    texts.map(async (annotation) => {
      const tokens = await parseBy(parser, annotation.text, services);
      return { annotation, tokens, richness: richnessOf(tokens) };
    }),
  );
}

function asReject({ annotation, reason, detail = {} }: Dropped): PartReject {
  const { id, class: kind, granularity, text, score, source } = annotation;
  return {
    unit: `annotation/${id}`,
    kind: 'dropped',
    reason,
    detail: {
      class: kind,
      granularity,
      text,
      score,
      source: source.name,
      ...('geometry' in annotation
        ? { place: annotation.geometry.type, pixels: annotation.geometry.pixels.flat() }
        : {}),
      ...('phrase' in annotation ? { phrase: annotation.phrase } : {}),
      ...detail,
    },
  };
}
