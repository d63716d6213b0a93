export { florence2 } from './florence2.ts';
export { generate } from './generate.ts';
export { mmevol } from './mmevol.ts';
export { partition } from './partition.ts';
export { round } from './rounds.ts';
