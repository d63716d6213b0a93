export { generate } from './generate.ts';
export { mix } from './mix.ts';
export { mmevol } from './mmevol.ts';
export { partition } from './partition.ts';
export { round } from './rounds.ts';
export { vote } from './vote.ts';
