import type { Hit } from '../../../recipes/retrieval.ts';
import type { Passage, Picture } from '../corpus/corpus.ts';

/** A found document without its place in the list. */
export type Found = Omit<Hit, 'rank'>;

const ofDocument = ({ docId, title, url, publishedAt, benchmark }: Passage | Picture) =>
  ({
    docId,
    title,
    source: 'offline',
    ...(url === undefined ? {} : { url }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(benchmark === undefined ? {} : { benchmark }),
  }) as const;

export const passageFound = (found: Passage, score: number): Found => ({
  ...ofDocument(found),
  snippet: found.text,
  score,
});

export const pictureFound = (found: Picture, score: number): Found => ({
  ...ofDocument(found),
  snippet: found.caption,
  score,
  image: found.image,
  ...(found.entity === undefined ? {} : { entity: found.entity }),
});

export const ranked = (found: readonly Found[]): Hit[] => found.map((hit, i) => ({ ...hit, rank: i + 1 }));
