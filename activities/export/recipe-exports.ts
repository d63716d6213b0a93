import type { RecipeName } from '../../recipes/registry.ts';
import type { RecipeExport } from './recipe-export.ts';
import { contrastiveExport } from './recipes/contrastive.ts';
import { curateExport } from './recipes/curate.ts';
import { dynvqaExport } from './recipes/dynvqa.ts';
import { florence2Export } from './recipes/florence2.ts';
import { generateExport } from './recipes/generate.ts';
import { mixExport } from './recipes/mix.ts';
import { mmevolExport } from './recipes/mmevol.ts';
import { starExport } from './recipes/star.ts';
import { voteExport } from './recipes/vote.ts';

/** What each recipe's rows become. */
export const recipeExports: Readonly<Record<RecipeName, RecipeExport>> = {
  contrastive: contrastiveExport,
  curate: curateExport,
  dynvqa: dynvqaExport,
  florence2: florence2Export,
  generate: generateExport,
  mix: mixExport,
  mmevol: mmevolExport,
  star: starExport,
  vote: voteExport,
};
