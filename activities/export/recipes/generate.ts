import { z } from 'zod';
import type { RecipeExport } from '../recipe-export.ts';

const answered = z.looseObject({ prompt: z.string(), answer: z.string() });

export const generateExport: RecipeExport = {
  formats: {
    llava(row, image) {
      const { prompt, answer } = answered.parse(row);
      const asked = image === undefined ? prompt : `<image>\n${prompt}`;
      const conversations = [
        { from: 'human', value: asked },
        { from: 'gpt', value: answer },
      ];
      return { id: row.id, ...(image === undefined ? {} : { image }), conversations };
    },
    sharegpt(row, image) {
      const { prompt, answer } = answered.parse(row);
      const messages = [
        { role: 'user', content: image === undefined ? prompt : `<image>${prompt}` },
        { role: 'assistant', content: answer },
      ];
      return { id: row.id, messages, ...(image === undefined ? {} : { images: [image] }) };
    },
  },
  turns: () => 1,
};
