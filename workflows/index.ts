export { curate } from './curate.ts';
export { dynvqa } from './dynvqa.ts';
export { generate } from './generate.ts';
export { mmevol } from './mmevol.ts';
export { partition } from './partition.ts';
export { round } from './rounds.ts';
export { star } from './star.ts';
export { vote } from './vote.ts';
