/**
 * Probability of a verdict's last word in an answer, given what stands before it: of the tokens that hold it, and of none around it,
 * whose form the endpoint may have forced. Undefined where the tokens do not hold the word.
 *
 * @param tokens text and log probability of each, in order
 */
export function wordProbability(tokens: readonly (readonly [string, number])[], word: RegExp): number | undefined {
  const answer = tokens.map(([text]) => text).join('');
  const found = [...answer.matchAll(new RegExp(word.source, 'giu'))].at(-1);
  if (found === undefined) return undefined;
  const [from, to] = [found.index, found.index + found[0].length];
  let sum = 0;
  let at = 0;
  for (const [text, logProb] of tokens) {
    if (at < to && at + text.length > from) sum += logProb;
    at += text.length;
  }
  return Math.exp(sum);
}
