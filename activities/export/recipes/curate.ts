import { toLlavaSample, toShareGptSample, turnCount } from '../../../recipes/curate/index.ts';
import type { RecipeExport } from '../recipe-export.ts';

export const curateExport: RecipeExport = {
  formats: { llava: toLlavaSample, sharegpt: toShareGptSample },
  turns: turnCount,
};
