import type { RecipeName } from '../../recipes/registry.ts';
import { florence2Report } from './florence2/section.tsx';
import { generateReport } from './generate/section.tsx';
import { mmevolReport } from './mmevol/section.tsx';
import type { RecipeReport } from './section.ts';

/** The part of the report that a recipe draws itself. */
export const recipeReports: Readonly<Record<RecipeName, RecipeReport>> = {
  florence2: florence2Report,
  generate: generateReport,
  mmevol: mmevolReport,
};
