export interface ReadLine {
  /** Trimmed; empty where nothing was read. */
  readonly text: string;
  /** Mean probability of its characters, 0 to 1. */
  readonly score: number;
}

/**
 * The most likely characters of a line, by connectionist temporal classification: of each step the likeliest class; equal ones in a
 * row are one, and class 0 stands for none.
 *
 * @param probabilities steps × classes, row by row
 * @param alphabet character of class n at n - 1
 */
export function readCharacters(probabilities: Float32Array, classes: number, alphabet: readonly string[]): ReadLine {
  let text = '';
  let sum = 0;
  let count = 0;
  let before = 0;
  for (let from = 0; from < probabilities.length; from += classes) {
    let best = 0;
    for (let one = 1; one < classes; one++)
      if ((probabilities[from + one] ?? 0) > (probabilities[from + best] ?? 0)) best = one;
    if (best !== 0 && best !== before) {
      text += alphabet[best - 1] ?? '';
      sum += probabilities[from + best] ?? 0;
      count += 1;
    }
    before = best;
  }
  return { text: text.trim(), score: count === 0 ? 0 : sum / count };
}
