import type { Answer } from '../../options.ts';
import { sectionOf, textOf } from '../prompt-section.ts';

/** What a careful judge would not say of a training sample. */
const poor = /\b(?:dunno|whatever|idk|google it)\b/iu;
/** Sentences that begin with the same words, from which on they are a template. */
const manySentences = 6;

/** Answers as the judge of recipe `curate` would, by a script: poor words cost quality, sentences that begin alike are repetition. */
export function curateAnswer(): Answer {
  return (request) => {
    const asked = request.messages.find(({ role }) => role === 'user');
    const task = request.messages.find(({ role }) => role === 'system');
    const conversation = (asked && sectionOf(textOf(asked), 'Conversation')) ?? '';
    if (task && textOf(task).includes('You look for repetition')) {
      const begun = new Map<string, number>();
      for (const one of conversation.split(/[.!?\n]+\s*/u)) {
        const words = one.split(/\s+/u).slice(0, 3);
        if (words.length === 3) begun.set(words.join(' '), (begun.get(words.join(' ')) ?? 0) + 1);
      }
      const looping = Math.max(0, ...begun.values()) >= manySentences;
      return JSON.stringify(looping ? { score: 1, kind: 'template' } : { score: 10, kind: 'none' });
    }
    const score = poor.test(conversation) ? 2 : 9;
    return JSON.stringify({ domain: 'general', score, reason: score < 7 ? 'It refuses to help.' : 'It helps.' });
  };
}
