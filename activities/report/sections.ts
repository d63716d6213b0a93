import type { RecipeName } from '../../recipes/registry.ts';
import { generateReport } from './generate/section.tsx';
import { mixReport } from './mix/section.tsx';
import { mmevolReport } from './mmevol/section.tsx';
import type { RecipeReport } from './section.ts';
import { voteReport } from './vote/section.tsx';

/** The part of the report that a recipe draws itself. */
export const recipeReports: Readonly<Record<RecipeName, RecipeReport>> = {
  generate: generateReport,
  mix: mixReport,
  mmevol: mmevolReport,
  vote: voteReport,
};
