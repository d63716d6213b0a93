import type { Hit, RetrievalQuery } from '../../../recipes/retrieval.ts';
import type { LiveHit } from './provider.ts';
import { publishedDay } from './published-day.ts';
import { readPage } from './read-page.ts';
import { storeWebImage } from './store-web-image.ts';
import type { WebAccess } from './web-access.ts';

export interface LiveLimits {
  readonly topK: number;
  /** Nothing published after this day. */
  readonly until: string | undefined;
  /** Pages that are fetched. */
  readonly pages: number;
}

type DatedHit = LiveHit & { readonly day: string | undefined };

const inTime = (day: string | undefined, until: string | undefined): boolean =>
  until === undefined || day === undefined || day <= until;

/** Hits of a service as they are given back: pictures in the store, the first pages read, nothing that is too new. */
export async function liveHits(
  found: readonly LiveHit[],
  query: RetrievalQuery,
  { topK, until, pages }: LiveLimits,
  web: WebAccess,
  signal: AbortSignal,
): Promise<Hit[]> {
  const dated = found
    .map((hit): DatedHit => ({ ...hit, day: publishedDay(hit.date) }))
    .filter(({ day }) => inTime(day, until))
    .slice(0, topK);
  const completed = dated.map(async (hit, place) => {
    if (hit.images) return pictureHit(hit, hit.images, web, signal);
    const text = query.tool === 'search_text' && place < pages ? query.query : undefined;
    return pageHit(hit, text, web, signal);
  });
  const whole = (await Promise.all(completed)).filter((hit) => hit !== undefined);
  return whole
    .filter(({ publishedAt }) => inTime(publishedAt, until))
    .map((hit, i) => ({ ...hit, rank: i + 1, score: 1 / (i + 1) }));
}

type Unranked = Omit<Hit, 'rank' | 'score'>;

const ofHit = ({ title, snippet, url, images, day }: DatedHit): Unranked => ({
  docId: url ?? images?.[0] ?? title,
  title,
  snippet,
  source: 'live',
  ...(url === undefined ? {} : { url }),
  ...(day === undefined ? {} : { publishedAt: day }),
});

/** Undefined where the picture cannot be had. */
async function pictureHit(
  hit: DatedHit,
  images: readonly string[],
  web: WebAccess,
  signal: AbortSignal,
): Promise<Unranked | undefined> {
  const image = await storeWebImage(web, images, signal);
  return image && { ...ofHit(hit), image };
}

/** With the best passage for the query where the page is to be read and can be. */
async function pageHit(
  hit: DatedHit,
  query: string | undefined,
  web: WebAccess,
  signal: AbortSignal,
): Promise<Unranked> {
  const page = query === undefined || hit.url === undefined ? undefined : await readPage(web, hit.url, query, signal);
  if (!page) return ofHit(hit);
  return ofHit({ ...hit, snippet: page.passage, day: hit.day ?? page.day });
}
