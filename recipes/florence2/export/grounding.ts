import type { z } from 'zod';
import type { Annotation, PhraseAnnotation, RegionAnnotation } from '../annotations/annotation.ts';
import { boundsOf } from '../geometry/place.ts';
import type { Size } from '../locations.ts';
import { groupedBy } from '../grouped-by.ts';
import { pictureOf, type PictureRow } from '../picture-row.ts';

type Json = Readonly<Record<string, z.core.util.JSONType>>;

/** InternVL's coordinates: whole numbers of 0 to 1000 of the side. */
const SCALE = 1000;

function boxOf(
  places: readonly Pick<RegionAnnotation | PhraseAnnotation, 'geometry'>[],
  { width, height }: Size,
): string {
  const boxes = places.map(({ geometry }) => {
    const scaled = boundsOf(geometry).map((value, at) => Math.round((value / (at % 2 === 0 ? width : height)) * SCALE));
    return `[${scaled.join(', ')}]`;
  });
  return `<box>[${boxes.join(', ')}]</box>`;
}

const marked = (label: string): string => `<ref>${label.replaceAll(/<\/?(?:ref|box)>/g, '')}</ref>`;

/**
 * A picture in InternVL's grounding form (spec internvl25, data formats): the text with its phrases placed, and the objects by
 * label with all their boxes. Nothing where no place is known.
 */
export function toGrounding(row: PictureRow & { readonly id: string }, image: string): Json | undefined {
  const picture = pictureOf(row);
  const turns: (readonly [string, string])[] = [];
  const text = groundedText(row, picture);
  if (text !== undefined)
    turns.push(['Describe the picture and give the bounding box of everything you mention.', text]);
  const byLabel = groupedBy(boxesOf(row.annotations), ({ text: label }) => label);
  if (byLabel.size > 0) {
    const found = [...byLabel].map(([label, places]) => marked(label) + boxOf(places, picture));
    turns.push(['List the objects in the picture with their bounding boxes.', found.join('\n')]);
  }
  if (turns.length === 0) return undefined;
  const conversations = turns.flatMap(([question, answer], at) => [
    { from: 'human', value: at === 0 ? `<image>\n${question}` : question },
    { from: 'gpt', value: answer },
  ]);
  return { id: row.id, image, width: picture.width, height: picture.height, conversations };
}

const boxesOf = (annotations: readonly Annotation[]): RegionAnnotation[] =>
  annotations.flatMap((one) =>
    one.class === 'region_text' && one.granularity === 'phrase' && one.geometry.type === 'box' ? [one] : [],
  );

/** The most telling active text whose phrases are placed, with `<ref>` around each phrase and its boxes behind. */
function groundedText({ annotations, active }: PictureRow, picture: Size): string | undefined {
  for (const level of ['detailed', 'brief', 'more_detailed'] as const) {
    const text = annotations.find((one) => one.class === 'text' && one.id === active[level]);
    if (!text) continue;
    const phrases = annotations.flatMap((one) =>
      one.class === 'text_phrase_region' && one.text === text.text && one.granularity === level ? [one] : [],
    );
    if (phrases.length > 0) return placed(text.text, phrases, picture);
  }
  return undefined;
}

function placed(text: string, phrases: readonly PhraseAnnotation[], picture: Size): string {
  const spans = [...groupedBy(phrases, ({ span }) => span.join('-')).values()].sort(
    ([a], [b]) => (a?.span[0] ?? 0) - (b?.span[0] ?? 0),
  );
  let written = '';
  let from = 0;
  for (const same of spans) {
    const [start, end] = same[0]?.span ?? [0, 0];
    if (start < from) continue;
    written += text.slice(from, start) + marked(text.slice(start, end)) + boxOf(same, picture);
    from = end;
  }
  return written + text.slice(from);
}
