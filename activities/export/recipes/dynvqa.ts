import { z } from 'zod';
import type { Row } from '../../../recipes/item-program.ts';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { goldQuestion } from '../../../recipes/dynvqa/gold/question.ts';
import type { ExportRecord } from '../format.ts';
import type { ImagePaths } from '../image-files.ts';
import type { RecipeExport } from '../recipe-export.ts';

const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), sha256: z.string() }),
]);
const dialogue = z.looseObject({
  question_id: z.string(),
  image: z.looseObject({ sha256: z.string() }),
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(part)]), loss: z.boolean() })),
});
type Dialogue = z.infer<typeof dialogue>;

/** Fields that belong to the runner or are written in another form. */
const own = new Set([
  'id',
  'origin',
  'parents',
  'round',
  'calls',
  'image',
  'image_path',
  'topic',
  'phrase',
  'disputed',
]);

const json = (value: unknown): ExportRecord => z.record(z.string(), z.json()).parse(value);
const ownFields = (row: Row) => Object.fromEntries(Object.entries(row).filter(([name]) => !own.has(name)));
const isDialogue = (row: Row): boolean => Array.isArray(row['messages']);

/** Pictures of a dialogue in the order they are shown. */
const picturesOf = ({ messages }: Dialogue): readonly string[] =>
  messages.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.flatMap((one) => (one.type === 'image' ? [one.sha256] : [])),
  );

/** A training dialogue: `loss` says which turns are learned, `<image>` stands where a picture is shown. */
function dialogueRecord(row: Row, paths: ImagePaths): ExportRecord {
  const read = dialogue.parse(row);
  const messages = read.messages.map(({ role, content, loss }) => ({
    role,
    content:
      typeof content === 'string'
        ? content
        : content.map((one) => (one.type === 'image' ? '<image>' : one.text)).join('\n'),
    loss,
  }));
  return json({
    id: row.id,
    question_id: read.question_id,
    messages,
    images: picturesOf(read).map((hash) => paths.get(hash) ?? hash),
  });
}

/** Question and answer of a row: the gold of a release, the prediction of an evaluation. */
function pairOf(row: Row): { readonly question: string; readonly answer: string } {
  const answered = answeredQuestion.safeParse(row).data;
  if (answered) return { question: answered.question, answer: answered.prediction };
  const { question, answers } = goldQuestion.parse(row);
  return { question, answer: answers[0] ?? '' };
}

/** A release as it is read again, a prediction with its transcript, or a training dialogue. */
function ownRecord(row: Row, image: string | undefined): ExportRecord {
  const read = z.looseObject({ image: z.looseObject({ licence: z.string().optional() }).optional() }).parse(row);
  return json({
    ...ownFields(row),
    ...(image === undefined ? {} : { image }),
    ...(read.image?.['sha256'] === undefined ? {} : { image_sha256: read.image['sha256'] }),
    ...(read.image?.['phash'] === undefined ? {} : { phash: read.image['phash'] }),
  });
}

/** What rows of the recipe become: those of a release, of an evaluation, and training dialogues. */
export const dynvqaExport: RecipeExport = {
  formats: {
    dynvqa: (row, image, paths) => (isDialogue(row) ? dialogueRecord(row, paths) : ownRecord(row, image)),
    llava(row, image, paths) {
      const from = { user: 'human', assistant: 'gpt' } as const;
      if (isDialogue(row)) {
        const { messages, ...rest } = dialogueRecord(row, paths);
        const turns = z.array(
          z.looseObject({ role: z.enum(['user', 'assistant']), content: z.string(), loss: z.boolean() }),
        );
        const conversations = turns
          .parse(messages)
          .map(({ role, content, loss }) => ({ from: from[role], value: content, loss }));
        return json({ ...rest, conversations });
      }
      const { question, answer } = pairOf(row);
      const value = image === undefined ? question : `<image>\n${question}`;
      return json({
        id: row.id,
        ...(image === undefined ? {} : { image }),
        conversations: [
          { from: 'human', value },
          { from: 'gpt', value: answer },
        ],
      });
    },
    sharegpt(row, image, paths) {
      if (isDialogue(row)) return dialogueRecord(row, paths);
      const { question, answer } = pairOf(row);
      return json({
        id: row.id,
        messages: [
          { role: 'user', content: image === undefined ? question : `<image>${question}` },
          { role: 'assistant', content: answer },
        ],
        ...(image === undefined ? {} : { images: [image] }),
      });
    },
  },
  turns: (row) =>
    isDialogue(row) ? dialogue.parse(row).messages.filter(({ role }) => role === 'assistant').length : 1,
  pictures: (row) => (isDialogue(row) ? [...new Set(picturesOf(dialogue.parse(row)))] : []),
};
