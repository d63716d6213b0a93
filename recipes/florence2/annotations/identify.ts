import { quantize, type Size } from '../locations.ts';
import { hashOf } from '../../sha256.ts';
import type { Annotation, Geometry } from './annotation.ts';

/** Every field of an annotation but its id, by class. */
export type AnnotationDraft = Annotation extends infer Class
  ? Class extends Annotation
    ? Omit<Class, 'id'>
    : never
  : never;

/** The picture annotations are of. */
export interface Picture extends Size {
  readonly sha256: string;
}

/** Bins of a place: what annotations of two models are the same by, to a thousandth of the picture. */
export function binsOf(place: Geometry, size: Size): readonly (readonly number[])[] {
  return place.type === 'polygons' ? place.pixels.map((ring) => quantize(ring, size)) : [quantize(place.pixels, size)];
}

/** Gives an annotation its id: a hash of picture, class, level, text, place in bins and source. */
export function identified(draft: AnnotationDraft, picture: Picture): Annotation {
  const { class: kind, granularity, text, source } = draft;
  const place = 'geometry' in draft ? binsOf(draft.geometry, picture) : null;
  const span = 'span' in draft ? draft.span : null;
  return { ...draft, id: hashOf([picture.sha256, kind, granularity, text, span, place, source]).slice(0, 32) };
}

/** The annotations with their ids, each id once, in the order of their first. */
export function identifiedOnce(drafts: readonly AnnotationDraft[], picture: Picture): Annotation[] {
  const byId = new Map<string, Annotation>();
  for (const draft of drafts) {
    const found = identified(draft, picture);
    if (!byId.has(found.id)) byId.set(found.id, found);
  }
  return [...byId.values()];
}
