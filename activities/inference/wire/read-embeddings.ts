import { z } from 'zod';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import { encodeVector } from '../../../recipes/embedding.ts';
import { InferenceError } from '../errors.ts';
import { tokenCount, type ReplyAnswer } from './read-reply.ts';
import { parseReplyJson, statusError } from './status-error.ts';
import type { HttpReply } from './transport.ts';

const reply = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })).min(1),
  usage: z.object({ prompt_tokens: tokenCount }).nullish().catch(undefined),
});

/**
 * Sorts a whole HTTP reply into vectors or an error. The answer's text is the canonical JSON of `Embeddings`, in the order of the inputs.
 *
 * @throws InferenceError with the code of its status, `transient` (`torn_body`) when a 200 does not hold as many vectors as inputs
 */
export function readEmbeddings(http: HttpReply, inputs: number, now: number): ReplyAnswer {
  if (http.status !== 200) throw statusError(http, now);
  const { data: parsed } = reply.safeParse(parseReplyJson(http.body));
  const vectors = parsed?.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding) ?? [];
  const dimensions = vectors[0]?.length ?? 0;
  if (vectors.length !== inputs || vectors.some(({ length }) => length !== dimensions)) {
    throw new InferenceError('transient', `the endpoint answered 200 without ${inputs} vectors of one length`, {
      reason: 'torn_body',
      status: 200,
    });
  }
  return {
    text: canonicalJson({ dimensions, vectors: vectors.map(encodeVector) }),
    finishReason: 'stop',
    ...(parsed?.usage && { usage: { promptTokens: parsed.usage.prompt_tokens ?? 0, completionTokens: 0 } }),
  };
}
