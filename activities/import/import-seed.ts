import type { Row } from '../../recipes/item-program.ts';
import { ItemFailure, type RowFields } from '../../recipes/outcome.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { writeLines } from '../artifacts/dataset.ts';
import { noUsage } from '../artifacts/journal-reader.ts';
import { readManifest, sealStage } from '../artifacts/manifest.ts';
import type { Reject } from '../artifacts/reject.ts';
import { commitShard, readCommit, type OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { Identity } from '../campaigns/identity.ts';
import { findFfmpeg } from '../video/find-ffmpeg.ts';
import { openImageIntake } from './image-intake.ts';
import type { MediaSource } from './image-source.ts';
import type { RawRecord } from './raw-record.ts';
import { readSeedFiles, type SeedEntry } from './read-seed-files.ts';
import { rowIds } from './row-ids.ts';
import { findSameImages } from './same-image.ts';
import { shardsOf } from './shards-of.ts';
import { openVideoIntake } from './video-intake.ts';

export interface ImportRequest {
  readonly store: ArtifactStore;
  readonly identity: Identity;
  readonly recipe: Recipe;
  readonly seedFile: string;
  /** Further files by name; their rows come after the seed's and carry the name as `part`. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly images: MediaSource;
  /** The program that reads video files; asked at the first of them. @default that of the environment */
  readonly ffmpeg?: () => Promise<string>;
  readonly onProgress?: (records: number) => void;
}

export interface Imported {
  readonly shards: number;
  readonly counts: OutcomeCounts;
}

type ImportedLine = { readonly row: Row } | { readonly reject: Reject };

/**
 * Round 0: reads the seed file into shards of rows, in file order. A record that cannot be used is `failed` or `dropped` with
 * its reason, one merged into an earlier one `dropped` with `mergedInto`; shards that are committed already are not done again, so a broken import goes on where it was.
 */
export async function importSeed({
  store,
  identity,
  recipe,
  seedFile,
  parts = {},
  images,
  ffmpeg = () => findFfmpeg(process.env),
  onProgress,
}: ImportRequest): Promise<Imported> {
  const place = { campaign: identity.campaign, round: 0, stage: 'import' };
  const sealed = await readManifest(store, place, 1);
  if (sealed) return { shards: sealed.shards.length, counts: sealed.counts };

  const takeImage = openImageIntake(store, images);
  const takeVideo = openVideoIntake(store, { images, ffmpeg }, identity.seed);
  const rowId = rowIds(identity.root);
  const placeOf = await findSameImages(seedFile, recipe, identity);
  let records = 0;
  /** Videos taken of the shard under way. */
  let filmed = 0;
  const bring = async ({ record, part }: SeedEntry, id: string): Promise<ImportedLine> => {
    const rejected = (kind: 'dropped' | 'failed', reason: string, detail: RowFields): ImportedLine => ({
      reject: { origin: id, parent: id, round: 0, stage: 'import', kind, reason, detail: { ...detail }, calls: [] },
    });
    const read = record.ok ? record : readOtherwise(record, recipe);
    if (!read.ok) return rejected('failed', 'not_json', { text: record.text.slice(0, 200) });
    const seed = recipe.readSeed(read.value, identity.options, part);
    if (!seed.ok) return rejected(seed.kind, seed.reason, { message: seed.message, label: seed.label });
    try {
      const one =
        seed.image === undefined ? {} : { image: { ...(await takeImage(seed.image)) }, image_path: seed.image };
      const several = seed.images ? { ...one, images: await Promise.all(seed.images.map(takeImage)) } : one;
      const image = seed.video ? await takeVideo(seed.video, id) : several;
      // A video takes seconds, and a shard of them minutes.
      if (seed.video) onProgress?.(records + ++filmed);
      const placed = part === undefined ? placeOf(seed, id) : { fields: { ...seed.fields, part } };
      if ('mergedInto' in placed)
        return rejected('dropped', 'merged', { mergedInto: placed.mergedInto, label: seed.label });
      return { row: { ...placed.fields, ...image, id, origin: id, parents: [], round: 0, calls: [] } };
    } catch (error) {
      if (error instanceof ItemFailure)
        return rejected('failed', error.reason, { message: error.message, label: seed.label });
      throw error;
    }
  };

  let shards = 0;
  for await (const batch of shardsOf(
    readSeedFiles({ seedFile, parts, limit: identity.input.limit }),
    identity.shardItems,
  )) {
    const shard = shards++;
    const ids = batch.map(({ record, part }) => rowId({ text: record.text, part }));
    if (!(await readCommit(store, place, shard, 1))) {
      const lines = await Promise.all(batch.map((record, i) => bring(record, ids[i] as string)));
      const rows = lines.flatMap((line) => ('row' in line ? [line.row] : []));
      const rejects = lines.flatMap((line) => ('reject' in line ? [line.reject] : []));
      const failed = rejects.filter(({ kind }) => kind === 'failed').length;
      const counts = {
        total: batch.length,
        kept: rows.length,
        dropped: rejects.length - failed,
        failed,
        rows: rows.length,
      };
      await commitShard(store, place, {
        v: 1,
        shard,
        revision: 1,
        counts,
        rows: await writeLines(store, place, 'rows', shard, rows),
        rejects: await writeLines(store, place, 'rejects', shard, rejects),
        usage: noUsage,
        writer: 'import',
      });
    }
    records += batch.length;
    filmed = 0;
    onProgress?.(records);
  }
  const { counts } = await sealStage(store, place, shards, 1);
  return { shards, counts };
}

/** A record that is not JSON, read as the recipe knows its seed files. */
export function readOtherwise(record: RawRecord, { parse }: Recipe): RawRecord {
  try {
    return parse ? { ok: true, value: parse(record.text), text: record.text } : record;
  } catch {
    return record;
  }
}
