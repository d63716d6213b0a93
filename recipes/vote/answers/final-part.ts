/** What announces the final answer, at its last place in the text; markdown marks around it are passed over. */
const announced = /(?:final\s+answer|answer|答案|最终答案)\s*(?:is|是|为)?\s*[:：]\s*/giu;

/** Text after the last `Answer:`, `Final answer:` or `答案：`, without markdown marks; undefined where there is none. */
export function finalPart(text: string): string | undefined {
  const last = [...text.matchAll(announced)].at(-1);
  if (!last) return undefined;
  return text
    .slice(last.index + last[0].length)
    .replaceAll(/\*\*|__/gu, '')
    .trim();
}

/** What follows a closed block of thought, or the whole text. */
export function afterThought(text: string): string {
  const end = text.lastIndexOf('</think>');
  return end < 0 ? text : text.slice(end + '</think>'.length);
}

/** First line that says something. */
export const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? '';
