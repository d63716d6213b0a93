import type { StarProblem } from './dataset.ts';

const endOfText = '<|endoftext|>';

/**
 * What of an output is trained on: all up to the answer and the answer itself. GSM8K ends with the marked line, a sum with the
 * line that holds it, a choice with its paragraph, an open answer with its last "Answer:" line.
 */
export function rationaleOf({ dataset, choices, notation }: StarProblem, output: string): string {
  const text = (output.split(endOfText, 1)[0] ?? '').trim();
  const lines = text.split('\n');
  const upTo = (end: number): string => (end < 0 ? text : lines.slice(0, end + 1).join('\n'));
  if (dataset === 'gsm8k') return upTo(lines.findIndex((line) => line.includes('####')));
  if (dataset === 'arithmetic' && notation === 'columns')
    return upTo(lines.findIndex((line) => /^>\d+\s*$/.test(line)));
  if (dataset === 'arithmetic') {
    const closed = lines.findIndex((line) => line.includes('</scratch>'));
    return closed < 0 ? text : upTo(lines.findIndex((line, at) => at > closed && line.trim() !== ''));
  }
  if (dataset === 'multimodal' && !choices) return upTo(lines.findLastIndex((line) => /^\W*answer\W*?:/i.test(line)));
  return text.split(/\n\s*\n/, 1)[0] ?? text;
}
