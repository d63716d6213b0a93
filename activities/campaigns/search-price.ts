import { z } from 'zod';
import type { Retrieval, RetrievalSettings, RetrievalTool } from '../../recipes/retrieval.ts';

const price = z.number().min(0).exactOptional();

/** Price of 1,000 searches by what is searched, in the campaign's currency. @default 0 each */
export const searchPrice = z.strictObject({
  search_text: price,
  search_images: price,
  search_by_image: price,
}) satisfies z.ZodType<Partial<Record<RetrievalTool, number>>>;
export type SearchPrice = Readonly<z.infer<typeof searchPrice>>;

export const searchesPerPrice = 1000;

/** What a search cost. A service that cannot do it was not asked, which costs nothing. */
export function costOfSearch(
  prices: SearchPrice | undefined,
  tool: RetrievalTool,
  { provider }: Pick<RetrievalSettings, 'provider'>,
  { raw }: Pick<Retrieval, 'raw'>,
): number {
  const wasAsked = provider === 'embedded' || raw !== undefined;
  return wasAsked ? (prices?.[tool] ?? 0) / searchesPerPrice : 0;
}
