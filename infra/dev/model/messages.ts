import type { Describe } from './describer.ts';
import { RequestError } from './errors.ts';
import { imageBytes } from './images.ts';
import type { ChatRequest, MessagePart } from './request.ts';

/** A message for an engine: text, or parts where a picture is among them. */
export interface RenderedMessage {
  readonly role: string;
  readonly content: string | readonly MessagePart[];
}

/** Stands before every picture put in words, so that no reader of a prompt takes it for a picture. */
export const DESCRIBED = 'The photo, as a detector reports it:';

/** Messages of plain text, each picture replaced by words. Throws RequestError (400) for a picture that cannot be read. */
export async function describedMessages(
  messages: ChatRequest['messages'],
  describe: Describe,
  signal: AbortSignal,
): Promise<readonly RenderedMessage[]> {
  return mapParts(messages, signal, async (image) => {
    const words = await describe(image).catch((error: Error) => {
      throw new RequestError(400, 'invalid_image', `An image cannot be read: ${error.message}`, 'messages');
    });
    return { type: 'text', text: words };
  });
}

/** Messages for an engine that sees: each picture as a data URL, whatever URL it came by. */
export async function pictureMessages(
  messages: ChatRequest['messages'],
  signal: AbortSignal,
): Promise<readonly RenderedMessage[]> {
  return mapParts(messages, signal, async (image) => {
    return { type: 'image_url', image_url: { url: `data:image/jpeg;base64,${image.toString('base64')}` } };
  });
}

export function hasImages(messages: ChatRequest['messages']): boolean {
  return messages.some(
    ({ content }) => typeof content !== 'string' && content.some((part) => part.type === 'image_url'),
  );
}

async function mapParts(
  messages: ChatRequest['messages'],
  signal: AbortSignal,
  picture: (image: Buffer) => Promise<MessagePart>,
): Promise<readonly RenderedMessage[]> {
  return Promise.all(
    messages.map(async ({ role, content }) => {
      const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
      const done = await Promise.all(
        parts.map(async (part) =>
          part.type === 'text' ? part : picture(await imageBytes(part.image_url.url, signal)),
        ),
      );
      const plain = done.every((part) => part.type === 'text');
      const text = () => done.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
      return { role: role === 'developer' ? 'system' : role, content: plain ? text() : done };
    }),
  );
}
