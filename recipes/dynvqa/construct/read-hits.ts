import type { Language } from '../../language.ts';
import type { Hit, RetrievalQuery } from '../../retrieval.ts';
import type { Services } from '../../services.ts';
import { leaks } from '../agent/leak-guard.ts';
import { withRetriever } from '../agent/retrieving-services.ts';
import { solve } from '../agent/solve.ts';
import type { Finding, ShownHit } from '../agent/step-record.ts';

export interface Found {
  readonly hits: readonly Hit[];
  readonly snapshot: string;
}

/** A search without the benchmark's own pages. */
export async function findHits(services: Services, name: string, query: RetrievalQuery, image = ''): Promise<Found> {
  const { value } = await withRetriever(services).retrieve({ name, query });
  return { hits: value.hits.filter((hit) => !leaks(hit, { image })), snapshot: value.snapshot };
}

/** A hit as a reader sees it: text and date, no picture. */
export const asText = ({ docId, title, snippet, url, publishedAt }: Hit): ShownHit => ({
  docId,
  title,
  text: snippet,
  ...(url === undefined ? {} : { url }),
  ...(publishedAt === undefined ? {} : { date: publishedAt }),
});

export interface Reading {
  readonly name: string;
  readonly question: string;
  readonly language: Language;
  readonly hits: readonly Hit[];
  /** Picture shown to a model that reads. */
  readonly image?: string;
}

const unknown = /^\s*(?:unknown|不知道|未知|无法确定)[.。]?\s*$/iu;

/** What a reader finds in hits; null where it finds nothing. */
export async function readHits(
  reader: 'model' | 'extractor',
  { name, question, language, hits, image }: Reading,
  services: Services,
): Promise<Finding | null> {
  const { finding } = await solve(
    reader,
    { name, text: question, language, hits: hits.map(asText), ...(image === undefined ? {} : { image }) },
    services,
  );
  return finding && !unknown.test(finding.answer) ? finding : null;
}
