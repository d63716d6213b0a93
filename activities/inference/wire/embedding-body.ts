import type { ChatBody } from '../completion.ts';
import { renderMessages, type ChatForm } from './chat-body.ts';

/**
 * The body of POST /v1/embeddings as consecutive pieces. `texts`: each message's text is an input of its own, as OpenAI has it;
 * `message`: the messages are one input, pictures among them, as vLLM takes them for multimodal embedders.
 */
export function renderEmbeddingBody(
  { model, messages, extra }: ChatBody,
  kind: NonNullable<ChatBody['embed']>,
  form: ChatForm,
): (string | Buffer)[] {
  const rest = JSON.stringify({
    encoding_format: 'float',
    ...extra,
    model: undefined,
    input: undefined,
    messages: undefined,
  });
  const head = `{"model":${JSON.stringify(model)},`;
  const tail = rest === '{}' ? '}' : `,${rest.slice(1)}`;
  if (kind === 'texts') {
    const input = messages.map(({ content }) => (typeof content === 'string' ? content : ''));
    return [`${head}"input":${JSON.stringify(input)}${tail}`];
  }
  return [`${head}"messages":`, ...renderMessages(messages, form), tail];
}
