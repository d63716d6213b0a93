import { rationalePairs } from '../../../recipes/star/export/preferences.ts';
import { starTurns } from '../../../recipes/star/export/turns.ts';
import { training } from '../../../recipes/star/training.ts';
import { trainingLine } from '../../training/training-line.ts';
import type { RecipeExport } from '../recipe-export.ts';

/** The training set of the best iteration, as trainers read it. */
export const starExport: RecipeExport = {
  formats: {
    llava(row, image) {
      const { prompt, completion } = starTurns(row);
      const asked = image === undefined ? prompt : `<image>\n${prompt}`;
      const conversations = [
        { from: 'human', value: asked },
        { from: 'gpt', value: completion },
      ];
      return { id: row.id, ...(image === undefined ? {} : { image }), conversations };
    },
    openai: (row, image = '') => trainingLine(training.conversation(row), 'chat', () => image),
    sharegpt(row, image) {
      const messages = starTurns(row, '<image>').messages.map((message) => ({ ...message }));
      return { id: row.id, messages, ...(image === undefined ? {} : { images: [image] }) };
    },
  },
  preferences: (row, image) => rationalePairs(row, image).map((pair) => ({ ...pair })),
  turns: () => 1,
};
