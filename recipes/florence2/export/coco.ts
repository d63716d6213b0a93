import type { z } from 'zod';
import { areaOf, boundsOf } from '../geometry/place.ts';
import type { Annotation, RegionAnnotation } from '../annotations/annotation.ts';
import type { PictureRow } from '../picture-row.ts';

type Json = Readonly<Record<string, z.core.util.JSONType>>;

/** Category of a line of text, whose writing stands in `text`. */
const LINE = 'text line';

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The picture's line of `images`; ids count from 1 in the order of the dataset. */
export function cocoImage({ image, source_id }: PictureRow, path: string, index: number): Json {
  const { width, height, sha256 } = image;
  return { id: index + 1, file_name: path, width, height, sha256, source_id };
}

/** Gives out ids of annotations and categories, both from 1 in the order they are met. */
export function cocoAnnotations() {
  let annotations = 0;
  const categories = new Map<string, number>();
  const categoryOf = (label: string): number => {
    const known = categories.get(label) ?? categories.size + 1;
    categories.set(label, known);
    return known;
  };
  const common = (region: RegionAnnotation, image: number, label: string): Json => {
    const [x0, y0, x1, y1] = boundsOf(region.geometry);
    return {
      id: (annotations += 1),
      image_id: image,
      category_id: categoryOf(label),
      bbox: [tenth(x0), tenth(y0), tenth(x1 - x0), tenth(y1 - y0)],
      area: tenth(areaOf(region.geometry)),
      iscrowd: 0,
      ...(region.score === null ? {} : { score: region.score }),
      source: `${region.source.kind}/${region.source.name}`,
    };
  };
  return {
    /** Boxes of objects. */
    detections: ({ annotations: all }: PictureRow, index: number): Json[] =>
      regionsOf(all).flatMap((region) =>
        region.geometry.type === 'box' ? [{ ...common(region, index + 1, region.text), segmentation: [] }] : [],
      ),
    /** Outlines of objects, and lines of text as the four corners they stand in. */
    segmentations: ({ annotations: all }: PictureRow, index: number): Json[] =>
      regionsOf(all).flatMap((region): Json[] => {
        const { geometry, text } = region;
        if (geometry.type === 'box') return [];
        const rings = geometry.type === 'quad' ? [geometry.pixels] : geometry.pixels;
        const segmentation = rings.map((ring) => ring.map(tenth));
        return geometry.type === 'quad'
          ? [{ ...common(region, index + 1, LINE), segmentation, text }]
          : [{ ...common(region, index + 1, text), segmentation }];
      }),
    captions: ({ annotations: all }: PictureRow, index: number): Json[] =>
      all.flatMap((one): Json[] =>
        one.class === 'text'
          ? [
              {
                id: (annotations += 1),
                image_id: index + 1,
                caption: one.text,
                level: one.granularity,
                source: `${one.source.kind}/${one.source.name}`,
              },
            ]
          : [],
      ),
    categories: (): Json[] =>
      [...categories].map(([name, id]) => ({ id, name, supercategory: name === LINE ? 'text' : 'object' })),
  };
}

/** Regions that name a thing; descriptions of regions are no categories. */
const regionsOf = (annotations: readonly Annotation[]): RegionAnnotation[] =>
  annotations.flatMap((one) => (one.class === 'region_text' && one.granularity === 'phrase' ? [one] : []));
