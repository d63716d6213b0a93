import type { RecipeName } from '../../recipes/registry.ts';
import { contrastiveReport } from './contrastive/section.tsx';
import { curateReport } from './curate/section.tsx';
import { dynvqaReport } from './dynvqa/section.ts';
import { florence2Report } from './florence2/section.tsx';
import { generateReport } from './generate/section.tsx';
import { mixReport } from './mix/section.tsx';
import { mmevolReport } from './mmevol/section.tsx';
import type { RecipeReport } from './section.ts';
import { starReport } from './star/section.tsx';
import { voteReport } from './vote/section.tsx';

/** The part of the report that a recipe draws itself. */
export const recipeReports: Readonly<Record<RecipeName, RecipeReport>> = {
  contrastive: contrastiveReport,
  curate: curateReport,
  dynvqa: dynvqaReport,
  florence2: florence2Report,
  generate: generateReport,
  mix: mixReport,
  mmevol: mmevolReport,
  star: starReport,
  vote: voteReport,
};
