import type { ArtifactStore } from '../../artifacts/store.ts';
import { MmsynthError } from '../../errors.ts';
import { openImageSource } from '../../import/image-source.ts';
import { benchmarkPictures } from './benchmark-pictures.ts';
import type { Passage, Picture } from './corpus.ts';
import { readFolder } from './read-folder.ts';
import { shardWriter } from './shard-writer.ts';
import { splitPassages } from './split-passages.ts';
import { sealCorpus } from './stored-corpus.ts';
import { storePicture } from './store-picture.ts';

export interface BuiltCorpus {
  /** Name of the corpus: sha256 of its manifest. */
  readonly corpus: string;
  readonly documents: number;
  readonly passages: number;
  readonly pictures: number;
  /** Newest day of publication. */
  readonly date: string | null;
}

export interface CorpusSource {
  readonly store: ArtifactStore;
  readonly folder: string;
  /** Pictures of this folder, and copies of them, are marked as the benchmark's. @default none */
  readonly benchmark?: string;
  readonly onProgress?: (documents: number) => void;
}

/**
 * Reads a folder of documents into the store. Throws `corpus_invalid` at the first document with a fault: what half a corpus
 * finds would mislead.
 */
export async function buildCorpus({
  store,
  folder,
  benchmark: benchmarkFolder,
  onProgress,
}: CorpusSource): Promise<BuiltCorpus> {
  const passages = shardWriter<Passage>(store);
  const pictures = shardWriter<Picture>(store);
  const isOfBenchmark = benchmarkFolder === undefined ? () => false : await benchmarkPictures(benchmarkFolder);
  const images = openImageSource(folder);
  const places = new Map<string, string>();
  let date: string | null = null;
  try {
    for await (const { document, place } of readFolder(folder)) {
      const { id, title, text, url, publishedAt, benchmark, image, caption, entity } = document;
      claimId(places, id, place);
      if (publishedAt !== undefined && (date === null || publishedAt > date)) date = publishedAt;
      const about = {
        title,
        ...(url === undefined ? {} : { url }),
        ...(publishedAt === undefined ? {} : { publishedAt }),
        ...(benchmark ? { benchmark } : {}),
      };
      for (const [i, piece] of splitPassages(text).entries())
        await passages.add({ ...about, docId: i === 0 ? id : `${id}#${i + 1}`, text: piece });
      if (image !== undefined) {
        const stored = await storePicture(store, images, image, place);
        await pictures.add({
          ...about,
          docId: id,
          caption: caption ?? title,
          ...(entity === undefined ? {} : { entity }),
          ...(isOfBenchmark(stored) ? { benchmark: true } : {}),
          image: stored,
        });
      }
      onProgress?.(places.size);
    }
  } finally {
    images.close();
  }
  if (places.size === 0)
    throw new MmsynthError(
      'corpus_invalid',
      `${folder}: no document is in it; put .jsonl, .md, .html or .txt files there.`,
    );
  const manifest = {
    v: 1,
    documents: places.size,
    date,
    passages: await passages.finish(),
    pictures: await pictures.finish(),
  } as const;
  return {
    corpus: await sealCorpus(store, manifest),
    documents: places.size,
    passages: manifest.passages.count,
    pictures: manifest.pictures.count,
    date,
  };
}

function claimId(places: Map<string, string>, id: string, place: string): void {
  const before = places.get(id);
  if (before !== undefined)
    throw new MmsynthError(
      'corpus_invalid',
      `${place}: the id '${id}' stands in ${before} too; give each document an id of its own.`,
    );
  places.set(id, place);
}
