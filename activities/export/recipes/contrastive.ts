import { contrastiveRow } from '../../../recipes/contrastive/index.ts';
import type { RecipeExport } from '../recipe-export.ts';

const captionOf = 'Describe the picture in one sentence.';

/** Retrieval data in records of their own, and the first caption as a plain captioning turn. */
export const contrastiveExport: RecipeExport = {
  formats: {
    retrieval(row, image, paths) {
      const { positives, hardNegTexts, hardNegImages, captions } = contrastiveRow.parse(row);
      return {
        id: row.id,
        ...(image === undefined ? {} : { image }),
        captions: captions.map((one) => ({ ...one })),
        positives,
        hardNegTexts: hardNegTexts.map(({ editOf, ...one }) => ({ ...one, ...(editOf ? { editOf } : {}) })),
        hardNegImages: hardNegImages.map((one) => ({ ...one, image: paths.get(one.sha256) ?? one.sha256 })),
      };
    },
    llava(row, image) {
      const [caption = ''] = contrastiveRow.parse(row).positives;
      const asked = image === undefined ? captionOf : `<image>\n${captionOf}`;
      const conversations = [
        { from: 'human', value: asked },
        { from: 'gpt', value: caption },
      ];
      return { id: row.id, ...(image === undefined ? {} : { image }), conversations };
    },
  },
  turns: () => 1,
  pictures: (row) => contrastiveRow.parse(row).hardNegImages.map(({ sha256 }) => sha256),
};
