import { recipe as contrastive } from './contrastive/index.ts';
import { recipe as curate } from './curate/index.ts';
import { recipe as dynvqa } from './dynvqa/recipe.ts';
import { recipe as florence2 } from './florence2/index.ts';
import { recipe as generate } from './generate/index.ts';
import { recipe as mix } from './mix/index.ts';
import { recipe as mmevol } from './mmevol/index.ts';
import { recipe as star } from './star/index.ts';
import type { Recipe } from './recipe.ts';
import { recipe as vote } from './vote/index.ts';

/** Every recipe a spec may name. */
export const recipes = {
  contrastive,
  curate,
  dynvqa,
  florence2,
  generate,
  mix,
  mmevol,
  star,
  vote,
} as const;
export type RecipeName = keyof typeof recipes;

export const recipeNames = Object.keys(recipes) as [RecipeName, ...RecipeName[]];

/** The recipe by name, with its options seen as unknown: they were checked by its own schema when the spec was read. */
export function recipeNamed(name: RecipeName): Recipe {
  return recipes[name] as unknown as Recipe;
}
