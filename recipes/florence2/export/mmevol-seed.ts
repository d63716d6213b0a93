import type { z } from 'zod';
import type { Annotation } from '../annotations/annotation.ts';
import { boundsOf } from '../geometry/place.ts';
import { pictureOf, type PictureRow } from '../picture-row.ts';

type Json = Readonly<Record<string, z.core.util.JSONType>>;

const share = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 1e4) / 1e4));

/**
 * A picture as a seed record of `mmevol`: caption, boxes of 0 to 1, and a first question on what is seen, one on what is written.
 * Nothing where the picture has neither text nor box.
 */
export function toMmevolSeed(row: PictureRow & { readonly id: string }, image: string): Json | undefined {
  const { annotations, active } = row;
  const { width, height } = pictureOf(row);
  const textOf = (id: string | undefined): string | undefined =>
    annotations.find((one) => one.class === 'text' && one.id === id)?.text;
  const caption = textOf(active.detailed) ?? textOf(active.brief) ?? textOf(active.more_detailed);
  const places = annotations.flatMap((one) =>
    one.class === 'region_text' && one.granularity === 'phrase' && one.geometry.type !== 'polygons' ? [one] : [],
  );
  const boxes = places.flatMap(({ text, geometry }) => {
    if (geometry.type !== 'box') return [];
    const bbox = boundsOf(geometry).map((value, at) => share(value / (at % 2 === 0 ? width : height)));
    return [{ label: text, bbox }];
  });
  const lines = linesOf(annotations);
  const turns = [
    ...(caption === undefined ? [] : [{ question: 'What can be seen in this picture?', answer: caption }]),
    ...(lines.length === 0
      ? []
      : [
          {
            question: 'What does the writing in this picture say?',
            answer: lines.map((line) => `“${line}”`).join(', '),
          },
        ]),
  ];
  if (turns.length === 0) return undefined;
  return { id: row.id, image, ...(caption === undefined ? {} : { caption }), boxes, turns };
}

const linesOf = (annotations: readonly Annotation[]): string[] =>
  annotations.flatMap((one) => (one.class === 'region_text' && one.geometry.type === 'quad' ? [one.text] : []));
