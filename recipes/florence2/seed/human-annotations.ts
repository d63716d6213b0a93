import type { Annotation, Source } from '../annotations/annotation.ts';
import { identifiedOnce, type AnnotationDraft, type Picture } from '../annotations/identify.ts';
import { captionLevels } from '../annotations/annotation.ts';
import type { LabelBox, Labels } from './labels.ts';

const human: Source = { kind: 'human', name: 'labels', version: '1', round: 0 };
const certain = { score: null, scoreKind: 'none', source: human, parents: [] } as const;

/** Labels of people as annotations. A phrase that stands in the caption of some level is one of that text, else a region's. */
export function humanAnnotations(
  { captions, boxes, lines, outlines, phrases }: Labels,
  picture: Picture,
): Annotation[] {
  const inPixels = (share: number, at: number): number => share * (at % 2 === 0 ? picture.width : picture.height);
  const box = (shares: LabelBox): number[] => shares.map(inPixels);
  const quad = (shares: LabelBox): number[] => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = box(shares);
    return [x1, y1, x2, y1, x2, y2, x1, y2];
  };
  const texts = captionLevels.flatMap((level): AnnotationDraft[] => {
    const text = captions[level];
    return text === undefined ? [] : [{ class: 'text', granularity: level, text, ...certain }];
  });
  const region = (text: string, shares: LabelBox): AnnotationDraft => ({
    class: 'region_text',
    granularity: 'phrase',
    text,
    geometry: { type: 'box', pixels: box(shares) },
    ...certain,
  });
  const grounded = phrases.flatMap(({ phrase, boxes: places }) => {
    const level = captionLevels.find((one) => captions[one]?.includes(phrase));
    const text = level === undefined ? undefined : captions[level];
    return places.map((place): AnnotationDraft => {
      if (level === undefined || text === undefined) return region(phrase, place);
      const from = text.indexOf(phrase);
      const geometry = { type: 'box', pixels: box(place) } as const;
      const span = [from, from + phrase.length] as const;
      return { class: 'text_phrase_region', granularity: level, text, span, phrase, geometry, ...certain };
    });
  });
  const written = lines.map(({ text, bbox }): AnnotationDraft => ({
    class: 'region_text',
    granularity: 'phrase',
    text,
    geometry: { type: 'quad', pixels: quad(bbox) },
    ...certain,
  }));
  const outlined = outlines.map(({ label, polygons }): AnnotationDraft => ({
    class: 'region_text',
    granularity: 'phrase',
    text: label,
    geometry: { type: 'polygons', pixels: polygons.map((ring) => ring.map(inPixels)) },
    ...certain,
  }));
  return identifiedOnce(
    [...texts, ...boxes.map(({ label, bbox }) => region(label, bbox)), ...written, ...outlined, ...grounded],
    picture,
  );
}
