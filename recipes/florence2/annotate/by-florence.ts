import { allEnded } from '../../all-ended.ts';
import type { Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { captionLevels, type Geometry, type Source } from '../annotations/annotation.ts';
import { captionTask } from './caption-task.ts';
import type { AnnotationDraft, Picture } from '../annotations/identify.ts';
import { boundsOf } from '../geometry/place.ts';
import { dequantize } from '../locations.ts';
import type { Florence2Options } from '../options.ts';
import { readTaskOutput, type SoundInstance, type TaskReading } from '../read-task-output.ts';
import { taskPrompt, type TaskQuestion } from '../tasks/task-prompt.ts';

type Florence = NonNullable<Florence2Options['florence']>;

/**
 * Asks a served Florence-2 its tasks, one call each: captions, objects, dense regions, lines of text; then each caption is
 * grounded and boxes are segmented. `hints`: names to look for, from what was
 * accepted before; `served`: name of the trained model. Answers carry no score.
 */
export async function byFlorence(
  picture: Picture,
  services: Services,
  { model, tasks, segments }: Florence,
  round: number,
  hints: readonly string[],
  served?: string,
): Promise<AnnotationDraft[]> {
  const source: Source = { kind: 'model', name: model, version: served ?? 'florence-2', round };
  const unscored = { score: null, scoreKind: 'none', source, parents: [] } as const;
  const ask = async (name: string, question: TaskQuestion): Promise<TaskReading> => {
    const { value } = await services.infer({
      name: `florence/${name}`,
      model,
      ...(served === undefined ? {} : { served }),
      temperature: 0,
      messages: [userMessage(taskPrompt(question), picture.sha256)],
      parse: (text) => ({ ok: true, value: readTaskOutput(question.task, text) }),
    });
    return value;
  };
  const place = (instance: SoundInstance): Geometry => placeOf(instance, picture);
  const regions = ({ instances }: TaskReading, granularity: 'phrase' | 'brief'): AnnotationDraft[] =>
    instances.map((found) => ({
      class: 'region_text',
      granularity,
      text: found.label,
      geometry: place(found),
      ...unscored,
    }));

  const texts = await allEnded(
    captionLevels
      .filter((level) => tasks.includes(level))
      .map(async (level) => ({ level, text: (await ask(level, { task: captionTask[level] })).text })),
  );
  const said = texts.filter(({ text }) => text !== '');
  const [objects, dense, lines, hinted] = await allEnded([
    tasks.includes('objects') ? ask('objects', { task: '<OD>' }) : nothing,
    tasks.includes('dense') ? ask('dense', { task: '<DENSE_REGION_CAPTION>' }) : nothing,
    tasks.includes('text') ? ask('text', { task: '<OCR_WITH_REGION>' }) : nothing,
    isSome(hints) ? ask('hints', { task: '<OPEN_VOCABULARY_DETECTION>', names: hints }) : nothing,
  ]);
  const grounded = tasks.includes('ground')
    ? await allEnded(
        said.map(async ({ level, text }) => {
          const { instances } = await ask(`ground/${level}`, { task: '<CAPTION_TO_PHRASE_GROUNDING>', text });
          return instances.flatMap((found): AnnotationDraft[] => {
            const from = text.toLowerCase().indexOf(found.label.toLowerCase());
            const span = [from, from + found.label.length] as const;
            // A phrase that is not of the text has an empty span, by which the filters know it.
            const phrase = from < 0 ? found.label : text.slice(...span);
            const geometry = place(found);
            return [
              {
                class: 'text_phrase_region',
                granularity: level,
                text,
                span: from < 0 ? [0, 0] : span,
                phrase,
                geometry,
                ...unscored,
              },
            ];
          });
        }),
      )
    : [];
  const found = [...regions(objects, 'phrase'), ...regions(hinted, 'phrase')];
  const outlined = tasks.includes('segment') ? await segmented(found.slice(0, segments)) : [];
  return [
    ...said.map(({ level, text }): AnnotationDraft => ({ class: 'text', granularity: level, text, ...unscored })),
    ...found,
    ...regions(dense, 'brief'),
    ...regions(lines, 'phrase'),
    ...grounded.flat(),
    ...outlined,
  ];

  async function segmented(drafts: readonly AnnotationDraft[]): Promise<AnnotationDraft[]> {
    const outlines = drafts.map(async (draft, at): Promise<AnnotationDraft[]> => {
      if (draft.class !== 'region_text') return [];
      const box = boundsOf(draft.geometry);
      const { instances } = await ask(`segment/${at}`, { task: '<REGION_TO_SEGMENTATION>', box, size: picture });
      return instances.map((outline) => ({ ...draft, geometry: place(outline) }));
    });
    return (await allEnded(outlines)).flat();
  }
}

const nothing: TaskReading = { text: '', instances: [], faults: [], truncated: false };

const isSome = (names: readonly string[]): names is readonly [string, ...string[]] => names.length > 0;

/** An instance's place in pixels. */
export function placeOf(instance: SoundInstance, picture: Picture): Geometry {
  return instance.kind === 'polygons'
    ? { type: 'polygons', pixels: instance.polygons.map((ring) => dequantize(ring, picture)) }
    : { type: instance.kind, pixels: dequantize(instance.bins, picture) };
}
