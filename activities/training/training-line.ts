import type { Message } from '../../recipes/services.ts';
import type { TrainingConversation } from '../../recipes/training.ts';
import { sniffMediaType } from '../artifacts/media-type.ts';

/** Address of a picture in a training file. */
export type ImageUrl = (sha256: string) => Promise<string>;

export const dataUrls =
  (read: (sha256: string) => Promise<Buffer>): ImageUrl =>
  async (sha256) => {
    const bytes = await read(sha256);
    return `data:${sniffMediaType(bytes)};base64,${bytes.toString('base64')}`;
  };

/**
 * A conversation as a line of a training file. `chat`: OpenAI's messages, earlier answers of the assistant without weight.
 * `prompt`: all but the last message as one text, the last one as its completion.
 */
export async function trainingLine(
  conversation: TrainingConversation,
  format: string,
  imageUrl: ImageUrl,
): Promise<unknown> {
  if (format === 'prompt') {
    const texts = conversation.map(textOf);
    return { prompt: texts.slice(0, -1).join('\n\n'), completion: texts.at(-1) ?? '' };
  }
  const messages = [];
  for (const [at, message] of conversation.entries()) {
    const earlier = message.role === 'assistant' && at < conversation.length - 1;
    messages.push({
      role: message.role,
      content: await contentOf(message, imageUrl),
      ...(earlier ? { weight: 0 } : {}),
    });
  }
  return { messages };
}

async function contentOf({ content }: Message, imageUrl: ImageUrl): Promise<unknown> {
  if (typeof content === 'string') return content;
  const parts = [];
  for (const part of content)
    parts.push(part.type === 'text' ? part : { type: 'image_url', image_url: { url: await imageUrl(part.sha256) } });
  return parts;
}

const textOf = ({ content }: Message): string =>
  typeof content === 'string' ? content : content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
