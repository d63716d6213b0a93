import { embeddings, type Embeddings } from '../../recipes/embedding.ts';
import type { EmbedCall, InferAnswer, Message } from '../../recipes/services.ts';
import { sha256 } from '../../recipes/sha256.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { Identity } from '../campaigns/identity.ts';
import type { AskDependencies, AskedCall } from './ask-model.ts';
import { callKey, type CallPlace } from './call-key.ts';
import { resolveRole, type CanonicalRequest } from './canonical-request.ts';

export interface EmbedderDependencies {
  readonly identity: Identity;
  readonly place: Pick<CallPlace, 'root' | 'round' | 'stage' | 'item'>;
  readonly recall: (key: string) => JournalEntry | undefined;
  readonly buy: AskDependencies['buy'];
  readonly asked: AskedCall[];
}

const messagesOf = ({ input }: EmbedCall): readonly Message[] =>
  'texts' in input
    ? input.texts.map((content) => ({ role: 'user', content }))
    : [
        {
          role: 'user',
          content: [
            { type: 'image', sha256: input.image },
            ...(input.text === undefined ? [] : [{ type: 'text' as const, text: input.text }]),
          ],
        },
      ];

/** `services.embed`: from the journal when the key is there, else from the endpoint. A retry needs no new key: vectors have no unusable form. */
export async function askEmbedder(call: EmbedCall, deps: EmbedderDependencies): Promise<InferAnswer<Embeddings>> {
  const role = resolveRole(deps.identity.models, call.model);
  const { model, image, extra, responseFormat } = deps.identity.models[role] as Identity['models'][string];
  const request: CanonicalRequest = {
    embed: 'texts' in call.input ? 'texts' : 'message',
    model,
    messages: messagesOf(call),
    maxTokens: 0,
    temperature: 0,
    responseFormat,
    image,
    extra,
  };
  const place: CallPlace = { ...deps.place, call: call.name, sample: 0, ask: 0 };
  const key = callKey(place, request);
  const entry = deps.recall(key.key) ?? (await deps.buy(role, key, place, request));
  const answer = { key: key.key, answer: sha256(entry.answer) };
  deps.asked.push({ ...answer, call: call.name, sample: 0, ask: 0 });
  return { value: embeddings.parse(JSON.parse(entry.answer)), ...answer };
}
