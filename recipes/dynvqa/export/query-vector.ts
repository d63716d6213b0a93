import type { Services } from '../../services.ts';

/** Vector of a query by the embedder, as base64 of its float32 values. */
export async function queryVector(query: string, { embed }: Services): Promise<string> {
  if (!embed) throw new Error('the embedder is reached through services.embed');
  const { value } = await embed({ name: 'embed/query', model: 'embedder', input: { texts: [query] } });
  return value.vectors[0] ?? '';
}
