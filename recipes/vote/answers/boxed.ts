const opening = /\\boxed\s*\{/gu;

/** Content of the last `\boxed{…}` with its braces in balance; undefined where there is none. An escaped brace does not count. */
export function lastBoxed(text: string): string | undefined {
  const starts = [...text.matchAll(opening)];
  for (const start of starts.toReversed()) {
    const from = start.index + start[0].length;
    let depth = 1;
    for (let at = from; at < text.length; at++) {
      if (text[at] === '\\') at += 1;
      else if (text[at] === '{') depth += 1;
      else if (text[at] === '}' && --depth === 0) return text.slice(from, at).trim();
    }
  }
  return undefined;
}

/** As the official script: the last `\boxed{` only, and the whole text where its braces are not in balance. */
export function officialBoxed(text: string): string {
  const at = text.lastIndexOf('\\boxed{');
  return (at < 0 ? undefined : lastBoxed(text.slice(at))) ?? text;
}
