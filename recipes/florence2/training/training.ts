import type { RecipeTraining } from '../../training.ts';
import type { Florence2Options } from '../options.ts';
import { trainingRecord } from './training-record.ts';

/** What a trainer is told of a record. */
const spoken = trainingRecord.omit({ original: true });

/** Role of `models` that is trained: the served Florence-2, or the chat model where there is none. */
export const trainedRole = ({ florence, chat }: Florence2Options): string | undefined => florence?.model ?? chat?.model;

/** Each round trains the base model anew on what is accepted, as the paper does (section 4.3). */
export const training: RecipeTraining<Florence2Options> = {
  needed: ({ training: settings }) => settings !== undefined,
  plan: (_, { training: settings }) => ({
    amount: { unit: 'epochs', amount: settings?.epochs ?? 1 },
    from: undefined,
  }),
  serving: (options) => ({ role: trainedRole(options) ?? '', serve: options.training?.serve ?? 'trainer' }),
  conversation(row) {
    const { image, prompt, answer } = spoken.parse(row);
    const question = [
      { type: 'image', sha256: image.sha256 },
      { type: 'text', text: prompt },
    ] as const;
    return [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ];
  },
};
