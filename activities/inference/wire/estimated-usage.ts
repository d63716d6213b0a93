import type { ChatBody, Completion } from '../completion.ts';

/** UTF-8 bytes of a token: the usual rule of thumb for English; Chinese has about three. */
const bytesPerToken = 4;

/**
 * Tokens of an exchange whose endpoint does not count them, or a budget of tokens or cost would never end. Images are not in it, and of
 * a request for vectors only what goes in.
 */
export function estimatedUsage({ messages, embed }: ChatBody, answer: string): Completion['usage'] {
  const bytes = messages.reduce((sum, { content }) => {
    const texts =
      typeof content === 'string' ? [content] : content.map((part) => (part.type === 'text' ? part.text : ''));
    return sum + texts.reduce((all, text) => all + Buffer.byteLength(text), 0);
  }, 0);
  return {
    promptTokens: Math.ceil(bytes / bytesPerToken),
    completionTokens: embed ? 0 : Math.ceil(Buffer.byteLength(answer) / bytesPerToken),
  };
}
