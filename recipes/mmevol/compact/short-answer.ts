/** Characters a small model carries over without losing the thread, and the fewest that say something. */
const longest = 70;
const shortest = 25;
const bareVerdict = /^(?:\W*\w+){1,2}\W*$/;

/** The first sentence of an answer, with the second where the first is a bare yes or no; cut at a comma where it is long. */
export function shortAnswer(answer: string): string {
  const [first = '', second] = answer.trim().split(/(?<=[.!?])\s+/);
  const text = second !== undefined && bareVerdict.test(first) ? `${first} ${second}` : first;
  if (text.length <= longest) return text;
  const cut = text.slice(shortest, longest).search(/[,;:][^,;:]*$/);
  return cut < 0 ? text : `${text.slice(0, shortest + cut)}.`;
}
