/** A stretch of text that tokens follow: the label and its tokens as they stand. */
export interface Run {
  readonly label: string;
  readonly tokens: string;
}

/**
 * Every run of four or more of the tokens that `pattern` (global, one whole run a match) finds, with the text before it back
 * to the token or `<` before. Where nothing stands before a run, the reference takes its first token for the label, without
 * the `<`; a run of four alone has none then. Linear in the length of the text.
 */
export function labelledRuns(text: string, pattern: RegExp, least: number): Run[] {
  const runs: Run[] = [];
  let consumed = 0;
  for (const { 0: tokens, index } of text.matchAll(pattern)) {
    const opening = index === 0 ? -1 : text.lastIndexOf('<', index - 1);
    const label = text.slice(Math.max(consumed, opening + 1), index);
    if (label !== '') {
      runs.push({ label, tokens });
    } else {
      const first = tokens.indexOf('>') + 1;
      const rest = tokens.slice(first);
      if (rest.split('>').length - 1 < least) continue;
      runs.push({ label: tokens.slice(1, first), tokens: rest });
    }
    consumed = index + tokens.length;
  }
  return runs;
}
