import { allEnded } from '../../all-ended.ts';
import type { Services } from '../../services.ts';
import type { Annotation, Source } from '../annotations/annotation.ts';
import type { AnnotationDraft, Picture } from '../annotations/identify.ts';
import { overlap } from '../geometry/place.ts';
import type { Box } from '../locations.ts';
import type { Florence2Options } from '../options.ts';
import { boxInPixels, chatSchema, readChatAnswer, type ChatAnswer } from './chat-answer.ts';
import { CHAT_PROMPT, chatPrompt } from './chat-prompt.ts';

type Chat = NonNullable<Florence2Options['chat']>;

/** Two samples mean the same object where their boxes overlap so much (spec section 6.3). */
const AGREES = 0.5;

interface Placed {
  readonly text: string;
  readonly box: Box;
}

/**
 * Asks a vision-language model for captions, boxes and lines as JSON, several samples. The texts and the order are those of the
 * first sample; a region's score is the share of samples that have it. `before` is quoted as hints;
 * `served` names the trained model.
 */
export async function byChat(
  picture: Picture,
  services: Services,
  chat: Chat,
  round: number,
  before: readonly Annotation[],
  served?: string,
): Promise<AnnotationDraft[]> {
  const { model, samples, granularities } = chat;
  const source: Source = { kind: 'model', name: model, version: served ?? CHAT_PROMPT, round };
  const content = [
    { type: 'image', sha256: picture.sha256 },
    { type: 'text', text: chatPrompt(chat, picture, before) },
  ] as const;
  const answers = await allEnded(
    Array.from({ length: samples }, async (_, sample) => {
      const call = { name: 'chat', model, sample, messages: [{ role: 'user', content }], schema: chatSchema } as const;
      const trained = served === undefined ? {} : { served };
      return (await services.infer({ ...call, ...trained, parse: readChatAnswer })).value;
    }),
  );
  const unscored = { score: null, scoreKind: 'none', source, parents: [] } as const;
  const texts = (['brief', 'detailed'] as const).flatMap((level): AnnotationDraft[] => {
    const text = answers[0]?.[level].trim() ?? '';
    return text === '' || !granularities.includes(level)
      ? []
      : [{ class: 'text', granularity: level, text, ...unscored }];
  });
  const placed = (read: (answer: ChatAnswer) => readonly Placed[]): { one: Placed; score: number | null }[] =>
    agreed(
      answers.map((answer) => read(answer).map(({ text, box }) => ({ text, box: boxInPixels(box, picture, chat) }))),
    );
  const scored = (score: number | null) =>
    ({ score, scoreKind: score === null ? 'none' : 'agreement', source, parents: [] }) as const;
  const objects = placed(({ objects: found }) => found.map(({ label, box }) => ({ text: label, box })));
  const lines = placed(({ text }) => text);
  return [
    ...texts,
    ...objects.map(({ one: { text, box }, score }): AnnotationDraft => ({
      class: 'region_text',
      granularity: 'phrase',
      text,
      geometry: { type: 'box', pixels: box },
      ...scored(score),
    })),
    ...lines.map(({ one: { text, box }, score }): AnnotationDraft => ({
      class: 'region_text',
      granularity: 'phrase',
      text,
      geometry: { type: 'quad', pixels: cornersOf(box) },
      ...scored(score),
    })),
  ];
}

const cornersOf = ([x0, y0, x1, y1]: Box): number[] => [x0, y0, x1, y0, x1, y1, x0, y1];

/** Every region that some sample has and no earlier one, with the share of samples that have it; no score of a single sample. */
function agreed(samples: readonly (readonly Placed[])[]): { one: Placed; score: number | null }[] {
  const same = (a: Placed, b: Placed): boolean =>
    a.text.toLowerCase() === b.text.toLowerCase() && overlap(a.box, b.box) >= AGREES;
  const found: Placed[] = [];
  for (const one of samples.flat()) if (!found.some((other) => same(other, one))) found.push(one);
  return found.map((one) => ({
    one,
    score:
      samples.length < 2
        ? null
        : samples.filter((sample) => sample.some((other) => same(other, one))).length / samples.length,
  }));
}
