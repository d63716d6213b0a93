let state = 1;

/** Numerical Recipes' generator: a bench needs the same text each time, not quality. Uniform in [0, 1). */
export function draw(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
