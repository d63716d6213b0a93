import type { Answer } from '../../options.ts';
import { sectionOf, textOf } from '../prompt-section.ts';

/** What a careful judge would not say of a training sample. */
const poor = /\b(?:dunno|whatever|idk|google it)\b/iu;
/** Sentences that begin with the same words, from which on they are a template. */
const manySentences = 6;

/** Whether many sentences of one line begin with the same three words. */
function isTemplate(line: string): boolean {
  const begun = new Map<string, number>();
  for (const sentence of line.split(/[.!?]\s+/u)) {
    const start = sentence.split(' ', 3).join(' ');
    begun.set(start, (begun.get(start) ?? 0) + 1);
  }
  return Math.max(...begun.values()) >= manySentences;
}

/** Answers as the judge of recipe `curate` would, by a script: poor words cost quality, sentences that begin alike are repetition. */
export function curateAnswer(): Answer {
  return (request) => {
    const asked = request.messages.find(({ role }) => role === 'user');
    const task = request.messages.find(({ role }) => role === 'system');
    const conversation = (asked && sectionOf(textOf(asked), 'Conversation')) ?? '';
    if (task && textOf(task).includes('You look for repetition')) {
      const looping = conversation.split('\n').some(isTemplate);
      return JSON.stringify(looping ? { score: 1, kind: 'template' } : { score: 10, kind: 'none' });
    }
    const score = poor.test(conversation) ? 2 : 9;
    return JSON.stringify({ domain: 'general', score, reason: score < 7 ? 'It refuses to help.' : 'It helps.' });
  };
}
