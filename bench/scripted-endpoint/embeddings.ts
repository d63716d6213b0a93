import { createHash } from 'node:crypto';
import type { ScriptedSettings } from './options.ts';
import type { Reply } from './reply.ts';

const dimensions = 64;

/** A unit vector of a text: each of its words counts in a place of its own, so texts that share words are near each other. */
function vectorOf(text: string): number[] {
  const values = Array.from({ length: dimensions }, () => 0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const hash = createHash('sha1').update(word).digest();
    const place = hash.readUInt16BE(0) % dimensions;
    values[place] = (values[place] ?? 0) + ((hash[2] ?? 0) % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...values) || 1;
  return values.map((value) => value / length);
}

interface EmbeddingRequest {
  readonly input?: string | readonly string[];
  readonly messages?: readonly {
    readonly content: string | readonly { text?: string; image_url?: { url: string } }[];
  }[];
}

/** What a request's inputs say: texts, and a picture by the hash of what was sent of it. */
function textsOf({ input, messages }: EmbeddingRequest): readonly string[] {
  if (input !== undefined) return [input].flat();
  const parts = (messages ?? []).flatMap(({ content }) =>
    typeof content === 'string' ? [{ text: content }] : content,
  );
  const words = parts.map((part) =>
    'image_url' in part && part.image_url
      ? createHash('sha1').update(part.image_url.url).digest('hex').match(/.{4}/gu)?.join(' ')
      : part.text,
  );
  return [words.join(' ')];
}

/** The vectors a request asks for. */
export function embeddingReply(settings: ScriptedSettings, raw: Buffer): Reply {
  const texts = textsOf(JSON.parse(raw.toString()) as EmbeddingRequest);
  const tokens = Math.ceil(raw.length / 4);
  return {
    status: 200,
    body: JSON.stringify({
      object: 'list',
      model: settings.model,
      data: texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    }),
  };
}
