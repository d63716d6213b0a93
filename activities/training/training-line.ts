import type { z } from 'zod';
import type { Message } from '../../recipes/services.ts';
import type { TrainingConversation } from '../../recipes/training.ts';

/** Address of a picture in a training file. */
export type ImageUrl = (sha256: string) => string;

type Json = z.core.util.JSONType;

/**
 * A conversation as a line of a training file. `chat`: OpenAI's messages, earlier answers of the assistant without weight.
 * `prompt`: all but the last message as one text, the last one as its completion; pictures have no place there.
 */
export function trainingLine(
  conversation: TrainingConversation,
  format: string,
  imageUrl: ImageUrl,
): Readonly<Record<string, Json>> {
  if (format === 'prompt') {
    const texts = conversation.map(textOf);
    return { prompt: texts.slice(0, -1).join('\n\n'), completion: texts.at(-1) ?? '' };
  }
  const messages = conversation.map((message, at) => {
    const earlier = message.role === 'assistant' && at < conversation.length - 1;
    return { role: message.role, content: contentOf(message, imageUrl), ...(earlier ? { weight: 0 } : {}) };
  });
  return { messages };
}

/** sha256 of the pictures a conversation shows. */
export const picturesOf = (conversation: TrainingConversation): readonly string[] =>
  conversation.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.flatMap((part) => (part.type === 'image' ? [part.sha256] : [])),
  );

function contentOf({ content }: Message, imageUrl: ImageUrl): Json {
  if (typeof content === 'string') return content;
  return content.map((part) =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: imageUrl(part.sha256) } },
  );
}

const textOf = ({ content }: Message): string =>
  typeof content === 'string' ? content : content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
