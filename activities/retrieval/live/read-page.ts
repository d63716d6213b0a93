import { splitPassages } from '../corpus/split-passages.ts';
import { decodeText } from '../fetch/decode-text.ts';
import { FetchError } from '../fetch/fetch-error.ts';
import { pageText } from '../fetch/page-text.ts';
import type { PageText } from '../fetch/page.ts';
import { storeSnapshot } from '../fetch/store-snapshot.ts';
import { bestPassage } from './best-passage.ts';
import type { WebAccess } from './web-access.ts';

export interface ReadPage {
  /** What of the page answers the query best. */
  readonly passage: string;
  /** Day of publication as the page states it. */
  readonly day: string | undefined;
}

/** Fetches a page, keeps its snapshot, and takes the passage that answers the query best; undefined where it cannot be had. */
export async function readPage(
  { store, fetcher, now }: WebAccess,
  url: string,
  query: string,
  signal: AbortSignal,
): Promise<ReadPage | undefined> {
  try {
    const page = await fetcher.fetch({ url, accept: ['text/html', 'text/plain'], signal });
    await storeSnapshot(store, url, page, now(), { signal });
    const body = decodeText(page.body, page.contentType);
    const read: PageText = page.mediaType === 'text/html' ? pageText(body) : { title: '', text: body };
    const passage = bestPassage(query, splitPassages(read.text));
    return passage === undefined ? undefined : { passage, day: read.publishedAt };
  } catch (error) {
    if (error instanceof FetchError) return undefined;
    throw error;
  }
}
