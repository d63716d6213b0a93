import type { ItemProgram } from '../../item-program.ts';
import { sampledRow } from './sample.ts';

/** Sets the drawn annotations aside for people; each becomes a line of the review file. The dataset keeps them whatever is said. */
export const audit: ItemProgram = async ({ current }) => {
  const { image, image_path, annotation } = sampledRow.parse(current);
  const { class: kind, granularity, text, source, score, id } = annotation;
  return {
    kind: 'dropped',
    reason: 'audit_sample',
    detail: {
      class: kind,
      granularity,
      text,
      ...('phrase' in annotation ? { phrase: annotation.phrase } : {}),
      ...('geometry' in annotation
        ? { place: { type: annotation.geometry.type, pixels: pixelsOf(annotation.geometry) } }
        : {}),
      score,
      source: source.kind,
      image,
      image_path,
      annotation: id,
    },
  };
};

const pixelsOf = (place: { readonly pixels: readonly number[] | readonly (readonly number[])[] }) =>
  place.pixels.map((value) => (typeof value === 'number' ? value : [...value]));
