import { captionLevels, type Annotation } from '../annotations/annotation.ts';
import { binsOf } from '../annotations/identify.ts';
import { captionTask } from '../annotate/caption-task.ts';
import { locationTokens } from '../locations.ts';
import { pictureOf, type PictureRow } from '../picture-row.ts';
import { isOriginal } from './original.ts';
import type { TrainingRecord } from './training-record.ts';

/**
 * What a Florence-2 is trained to say of a picture: the active captions, objects with boxes, lines with corners, phrases of each
 * caption with their places; every place as location tokens (paper, section 4.1). A task without an answer gives no record.
 */
export function florenceRecords(row: PictureRow): readonly TrainingRecord[] {
  const picture = pictureOf(row);
  const { annotations, active, image } = row;
  const placed = (some: readonly Annotation[], label: (one: Annotation) => string): string =>
    some
      .flatMap((one) => ('geometry' in one ? [label(one) + locationTokens(binsOf(one.geometry, picture).flat())] : []))
      .join('');
  const record = (task: string, of: readonly Annotation[], answer: string, input = ''): TrainingRecord[] =>
    answer === '' ? [] : [{ image, task, prompt: task + input, answer, original: isOriginal(of) }];
  const phraseOf = (one: Annotation): string => (one.class === 'text_phrase_region' ? one.phrase : one.text);
  const regions = annotations.flatMap((one) => (one.class === 'region_text' ? [one] : []));
  const named = regions.filter(({ granularity, geometry }) => granularity === 'phrase' && geometry.type === 'box');
  const described = regions.filter(({ granularity, geometry }) => granularity === 'brief' && geometry.type === 'box');
  const lines = regions.filter(({ geometry }) => geometry.type === 'quad');
  const texts = captionLevels.flatMap((level) =>
    annotations.flatMap((one) => (one.class === 'text' && one.id === active[level] ? [one] : [])),
  );
  const grounded = (text: string): Annotation[] =>
    annotations.filter((one) => one.class === 'text_phrase_region' && one.text === text && one.geometry.type === 'box');
  return [
    ...texts.flatMap((text) => record(captionTask[text.granularity], [text], text.text)),
    ...record('<OD>', named, placed(named, phraseOf)),
    ...record('<DENSE_REGION_CAPTION>', described, placed(described, phraseOf)),
    ...record('<OCR_WITH_REGION>', lines, placed(lines, phraseOf)),
    ...texts.flatMap(({ text }) => {
      const phrases = grounded(text);
      return record('<CAPTION_TO_PHRASE_GROUNDING>', phrases, placed(phrases, phraseOf), text);
    }),
  ];
}
