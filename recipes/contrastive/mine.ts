import { hashDistance } from '../hash-distance.ts';
import type { RowFields } from '../outcome.ts';
import type { StageFacts } from '../stage-facts.ts';
import type { WholeStage } from '../whole-stage.ts';
import type { ContrastiveOptions } from './options.ts';
import { recallAt, recallRanks } from './recall.ts';
import { describedRow } from './rows.ts';
import { nearest, type Neighbour, type VectorBlocks } from './top-k.ts';
import { vectorFile, type VectorFile } from './vector-file.ts';

/** What stays in memory of a picture. */
interface Known {
  readonly id: string;
  readonly origin: string;
  readonly sha256: string;
  readonly phash: string | undefined;
  /** The caption that stands for the picture: its first. */
  readonly text: string;
  readonly captions: number;
  readonly start: number;
  readonly end: number;
}

/** Candidates verified for each negative that may be kept. */
export const spare = 2;

/**
 * Candidates for mined negatives among all pictures: near by the picture's vector, or by that of the first caption, within the window
 * of cosines, and not the same picture again. `dropped`: `same_image`, a picture met before. Facts: recall of the embedder.
 * Vectors wait in scratch files; memory holds ids, hashes and one caption of each picture.
 */
export const mine: WholeStage = async function* ({ images }, services, context) {
  if (!images) throw new Error('mining has one input, images');
  const options = context.options as ContrastiveOptions;
  const rows = services.scratch('rows');
  const [pictures, captions, firsts] = [
    vectorFile(services.scratch('pictures')),
    vectorFile(services.scratch('captions')),
    vectorFile(services.scratch('first captions')),
  ];
  const known: Known[] = [];
  const seen = new Map<string, string>();
  for await (const row of images()) {
    const { imageVector, captionVectors, ...described } = describedRow.parse(row);
    const { sha256 } = described.image;
    const before = seen.get(sha256);
    if (before !== undefined) {
      yield { kind: 'dropped', row, reason: 'same_image', detail: { mergedInto: before } };
      continue;
    }
    seen.set(sha256, row.id);
    if (imageVector !== undefined) await pictures.add(imageVector);
    for (const [at, vector] of captionVectors.entries()) {
      await captions.add(vector);
      if (at === 0) await firsts.add(vector);
    }
    const start = rows.size();
    await rows.append(Buffer.from(JSON.stringify(described)));
    known.push({
      id: row.id,
      origin: row.origin,
      sha256,
      phash: described.phash,
      text: described.captions[0]?.text ?? '',
      captions: captionVectors.length,
      start,
      end: rows.size(),
    });
  }

  const near = (blocks: VectorBlocks) => nearest(blocks, blocks, options.neighbours, (query, index) => query === index);
  const byImage = pictures.blocks().count === known.length ? near(pictures.blocks()) : undefined;
  const byText = near(firsts.blocks());
  for (const [at, one] of known.entries()) {
    const fit = (found: readonly Neighbour[]): readonly Neighbour[] =>
      found
        .filter(({ cosine }) => cosine >= options.minedCosine[0] && cosine <= options.minedCosine[1])
        .filter(({ index }) => !sameCluster(one, known[index], options.hamming))
        .slice(0, options.mined * spare);
    const [imageFound, textFound] = [await byImage?.next(), await byText.next()];
    const refs = (found: IteratorResult<readonly Neighbour[]> | undefined): readonly Neighbour[] =>
      found === undefined || found.done ? [] : fit(found.value);
    const row = JSON.parse((await rows.read(one.start, one.end)).toString('utf8')) as RowFields;
    const { phash: _, ...fields } = row;
    yield {
      kind: 'row',
      fields: {
        ...fields,
        images: refs(imageFound).map(({ index, cosine }) => ({ ...named(known[index]), cosine })),
        texts: refs(textFound).map(({ index, cosine }) => ({
          row: known[index]?.id ?? '',
          text: known[index]?.text ?? '',
          cosine,
        })),
      },
      parents: [{ id: known[at]?.id ?? '', origin: one.origin }],
    };
  }
  if (byImage && options.recallGallery > 0)
    yield { kind: 'facts', facts: await recallFacts(known, pictures, captions, options) };
};

const named = (one: Known | undefined) => ({ row: one?.id ?? '', sha256: one?.sha256 ?? '' });

/** Pictures that look the same are no negatives of each other. */
const sameCluster = (a: Known, b: Known | undefined, hamming: number): boolean =>
  a.phash !== undefined && b?.phash !== undefined && hashDistance(a.phash, b.phash) <= hamming;

async function recallFacts(
  known: readonly Known[],
  pictures: VectorFile,
  captions: VectorFile,
  { recallGallery }: ContrastiveOptions,
): Promise<StageFacts> {
  const gallery = known.slice(0, recallGallery);
  const imageOf = gallery.flatMap((one, at) => Array.from({ length: one.captions }, () => at));
  const [texts, images] = [captions.blocks(imageOf.length), pictures.blocks(gallery.length)];
  if (texts.dimensions !== images.dimensions) return { gallery: gallery.length, joint: false };
  const told = await recallAt(texts, images, imageOf);
  const facts: Record<string, number | boolean> = { gallery: told.gallery, joint: true, meanRecall: told.mean };
  for (const k of recallRanks) {
    facts[`textToImage@${k}`] = told.textToImage[String(k)] ?? 0;
    facts[`imageToText@${k}`] = told.imageToText[String(k)] ?? 0;
  }
  return facts;
}
