export { f1Recall } from './metric/f1-recall.ts';
export { recipe } from './recipe.ts';
