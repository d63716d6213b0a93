import { z } from 'zod';
import { lastBoxed } from './boxed.ts';

/** How a reasoned answer has to end: `Answer: X`, a box, `Final answer: X`, or thought in tags and then a box. */
export const reasoningStyle = z.enum(['answer', 'boxed', 'final', 'think']);
export type ReasoningStyle = z.infer<typeof reasoningStyle>;

/** Characters a chain of thought has more than. */
const shortest = 20;

/**
 * Whether a reasoned answer has the form asked for (spec §e). Answers without it are no preference data: `final` wants one or two
 * announcements, at least two line breaks, a reason before and a one-line answer behind; `think` one closed block and a box.
 */
export function isWellFormed(text: string, style: ReasoningStyle): boolean {
  switch (style) {
    case 'answer':
      return text.length > shortest;
    case 'boxed':
      return text.length > shortest && Boolean(lastBoxed(text));
    case 'final': {
      const marks = [...text.matchAll(/final answer:|答案[:：]/giu)];
      const last = marks.at(-1);
      if (!last || marks.length > 2 || text.split('\n').length <= 2) return false;
      const answer = text.slice(last.index + last[0].length).trim();
      return text.slice(0, marks[0]?.index).trim() !== '' && answer !== '' && !answer.includes('\n');
    }
    case 'think': {
      const parts = /^\s*<think>(.*)<\/think>(.*)$/su.exec(text);
      const tags = text.match(/<\/?think>/gu)?.length;
      return parts !== null && tags === 2 && Boolean(lastBoxed(parts[2] ?? ''));
    }
  }
}
