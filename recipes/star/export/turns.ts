import type { Row } from '../../item-program.ts';
import { training } from '../training.ts';

export interface Turns {
  /** All that stands before the completion as one text. */
  readonly prompt: string;
  readonly completion: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** A training record as plain turns; `imageMark` stands where the picture does. */
export function starTurns(row: Row, imageMark = ''): Turns {
  const messages = training.conversation(row).map(({ role, content }) => ({
    role,
    content:
      typeof content === 'string'
        ? content
        : content.map((part) => (part.type === 'text' ? part.text : imageMark)).join(''),
  }));
  return {
    prompt: messages
      .slice(0, -1)
      .map(({ content }) => content)
      .join('\n\n'),
    completion: messages.at(-1)?.content ?? '',
    messages,
  };
}
