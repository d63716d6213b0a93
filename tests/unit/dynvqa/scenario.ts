import { ItemFailure } from '../../../recipes/outcome.ts';
import type { Hit, Retrieval, RetrievalQuery } from '../../../recipes/retrieval.ts';
import type { InferCall, Message } from '../../../recipes/services.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import type { EpisodeSettings } from '../../../recipes/dynvqa/agent/run-episode.ts';
import type { RetrievingServices } from '../../../recipes/dynvqa/agent/retrieving-services.ts';

export const picture = 'a'.repeat(64);

export const settings: EpisodeSettings = {
  maxSteps: 5,
  imageQuota: 9,
  imagesPerStep: 5,
  solver: 'planner',
  topK: { text: 5, images: 5 },
  blocked: [],
};

export const asked = { question: 'Who leads this club?', language: 'en', image: picture, form: 'json' } as const;

export function page(docId: string, fields: Partial<Hit> = {}): Hit {
  return {
    docId,
    rank: 1,
    score: 1,
    title: `Title ${docId}`,
    snippet: `Text of ${docId}.`,
    source: 'offline',
    ...fields,
  };
}

export function photo(docId: string, fields: Partial<Hit> = {}): Hit {
  return page(docId, { image: { sha256: sha256(docId), width: 8, height: 8 }, ...fields });
}

export const textOf = (messages: readonly Message[]): string =>
  messages
    .flatMap(({ content }) =>
      typeof content === 'string' ? [content] : content.map((part) => ('text' in part ? part.text : '[image]')),
    )
    .join('\n');

export interface Asked {
  readonly name: string;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly sample: number;
}

/** Services that answer from scripts, re-ask once as the runner does, and record every call in order. */
export function scripted(
  answer: (call: Asked & { readonly ask: number }) => string,
  search: (query: RetrievalQuery) => readonly Hit[] = () => [],
) {
  const calls: Asked[] = [];
  const searches: RetrievalQuery[] = [];
  const infer = async <T>(call: InferCall<T>) => {
    const seen = { name: call.name, model: call.model, messages: call.messages, sample: call.sample ?? 0 };
    calls.push(seen);
    let failure = { reason: '', error: '' };
    for (const ask of [0, 1]) {
      const text = answer({ ...seen, ask });
      const parsed = call.parse(text);
      if (parsed.ok) return { value: parsed.value, key: `key:${call.name}:${seen.sample}`, answer: sha256(text) };
      failure = parsed;
    }
    throw new ItemFailure(failure.reason, failure.error);
  };
  const services: RetrievingServices = {
    infer,
    detect: async () => ({ width: 8, height: 8, objects: [], text: [] }),
    retrieve: async ({ name, query }) => {
      searches.push(query);
      const value: Retrieval = { hits: [...search(query)], degraded: false, snapshot: '2026-03-01' };
      return { value, key: `key:${name}`, answer: sha256(name) };
    },
  };
  return { services, calls, searches };
}

export const plan = (fields: Record<string, unknown>): string =>
  JSON.stringify({ thought: 't', subQuestion: 's', ...fields });
