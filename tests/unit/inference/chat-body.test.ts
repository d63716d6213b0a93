import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderChatBody, type WireImage } from '../../../activities/inference/wire/chat-body.ts';
import type { ChatBody } from '../../../activities/inference/completion.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\u2028', '{"type":"image"}', 'data:image/jpeg;base64,'),
);
const sha = fc.constantFrom('a', 'b', 'c');
const part = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('image' as const), sha256: sha }),
);
const message = fc.record({
  role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const),
  content: fc.oneof(text, fc.array(part, { maxLength: 5 })),
});
const body: fc.Arbitrary<ChatBody> = fc.record(
  {
    model: text,
    messages: fc.array(message, { maxLength: 5 }),
    maxTokens: fc.nat(),
    temperature: fc.constantFrom(0, 0.5, 1),
    topP: fc.constantFrom(0.5, 1),
    seed: fc.nat(),
    schema: fc.constant({ name: 'answer', schema: { type: 'object' } }),
    extra: fc.constantFrom({}, { min_p: 0.1 }, { chat_template_kwargs: { thinking: false } }),
  },
  { requiredKeys: ['model', 'messages', 'maxTokens', 'temperature'] },
);

const images = new Map<string, WireImage>([
  ['a', { kind: 'data', mediaType: 'image/jpeg', base64: Buffer.from('AAECAw==') }],
  ['b', { kind: 'data', mediaType: 'image/png', base64: Buffer.from('') }],
  ['c', { kind: 'url', url: 'https://store.example/x?sig="a b"&y=1' }],
]);
const urls: Record<string, string> = {
  a: 'data:image/jpeg;base64,AAECAw==',
  b: 'data:image/png;base64,',
  c: 'https://store.example/x?sig="a b"&y=1',
};

/** The same body the plain way. */
function plainly({ model, messages, maxTokens, temperature, topP, seed, schema, extra }: ChatBody): string {
  return JSON.stringify({
    model,
    messages: messages.map(({ role, content }) => ({
      role,
      content:
        typeof content === 'string'
          ? content
          : content.map((one) =>
              one.type === 'text'
                ? { type: 'text', text: one.text }
                : { type: 'image_url', image_url: { url: urls[one.sha256], detail: 'low' } },
            ),
    })),
    max_tokens: maxTokens,
    temperature,
    top_p: topP,
    seed,
    response_format: schema && { type: 'json_schema', json_schema: { ...schema, strict: true } },
    ...extra,
  });
}

describe('the request body', () => {
  it('is byte for byte what JSON.stringify makes, images spliced in', () => {
    fc.assert(
      fc.property(body, (chat) => {
        const pieces = renderChatBody(chat, { detail: 'low', format: 'json_schema', images });
        const written = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
        expect(written.toString()).toBe(Buffer.from(plainly(chat)).toString());
      }),
    );
  });

  it('holds the cached image buffer itself, not a copy', () => {
    const pieces = renderChatBody(
      {
        model: 'm',
        messages: [{ role: 'user', content: [{ type: 'image', sha256: 'a' }] }],
        maxTokens: 1,
        temperature: 0,
      },
      { detail: 'low', format: 'none', images },
    );
    const image = images.get('a');
    expect(image?.kind === 'data' && pieces[1] === image.base64).toBe(true);
  });
});
