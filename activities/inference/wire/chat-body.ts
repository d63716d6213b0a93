import type { ImagePart, Message, TextPart } from '../../../recipes/services.ts';
import type { ChatBody } from '../completion.ts';
import { responseFormat, type FormatLevel } from './response-format.ts';

/** An image as the body holds it: base64 text in a buffer, or a URL the endpoint fetches itself. */
export type WireImage =
  | { readonly kind: 'data'; readonly mediaType: string; readonly base64: Buffer }
  | { readonly kind: 'url'; readonly url: string };

export interface ChatForm {
  /** OpenAI's `detail`, for every image. */
  readonly detail: string;
  readonly format: FormatLevel;
  readonly images: ReadonlyMap<string, WireImage>;
}

/** Fields that `extra` cannot set: the gateway's own. */
const reserved = { model: undefined, messages: undefined, stream: undefined };

/**
 * The request body as consecutive pieces, byte for byte what JSON.stringify would make of it. Image bytes are neither
 * parsed nor copied: the cached base64 buffer itself stands between two pieces of JSON.
 */
export function renderChatBody(body: ChatBody, form: ChatForm): (string | Buffer)[] {
  const pieces: (string | Buffer)[] = [
    `{"model":${JSON.stringify(body.model)},"messages":`,
    ...renderMessages(body.messages, form),
  ];
  const rest = JSON.stringify({
    max_tokens: body.maxTokens,
    temperature: body.temperature,
    top_p: body.topP,
    seed: body.seed,
    response_format: responseFormat(form.format, body.schema),
    ...body.extra,
    ...reserved,
  });
  pieces.push(`,${rest.slice(1)}`);
  return joinText(pieces);
}

/** The messages as a JSON array. */
export function renderMessages(messages: readonly Message[], form: ChatForm): (string | Buffer)[] {
  const pieces: (string | Buffer)[] = ['['];
  for (const [index, message] of messages.entries()) {
    if (index > 0) pieces.push(',');
    pieces.push(...renderMessage(message, form));
  }
  pieces.push(']');
  return pieces;
}

function renderMessage(message: Message, form: ChatForm): (string | Buffer)[] {
  if (typeof message.content === 'string') {
    return [JSON.stringify({ role: message.role, content: message.content })];
  }
  const pieces: (string | Buffer)[] = [`{"role":${JSON.stringify(message.role)},"content":[`];
  for (const [index, part] of message.content.entries()) {
    if (index > 0) pieces.push(',');
    pieces.push(...renderPart(part, form));
  }
  pieces.push(']}');
  return pieces;
}

function renderPart(part: TextPart | ImagePart, { images, detail }: ChatForm): (string | Buffer)[] {
  if (part.type === 'text') return [JSON.stringify({ type: 'text', text: part.text })];
  const image = images.get(part.sha256);
  if (image === undefined) throw new Error(`image ${part.sha256} was not loaded`);
  if (image.kind === 'url') return [JSON.stringify({ type: 'image_url', image_url: { url: image.url, detail } })];
  return [
    `{"type":"image_url","image_url":{"url":"data:${image.mediaType};base64,`,
    image.base64,
    `","detail":${JSON.stringify(detail)}}}`,
  ];
}

function joinText(pieces: readonly (string | Buffer)[]): (string | Buffer)[] {
  const joined: (string | Buffer)[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    joined.push(text, piece);
    text = '';
  }
  joined.push(text);
  return joined;
}
