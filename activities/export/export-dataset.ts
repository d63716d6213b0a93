import type { Row } from '../../recipes/item-program.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { bucketTarget } from './bucket-target.ts';
import { claimTarget } from './claim.ts';
import { isSealed, readCommittedCampaign, type CommittedCampaign } from './committed-campaign.ts';
import { datasetCard } from './dataset-card.ts';
import { directoryTarget } from './directory-target.ts';
import { requireFit } from './fitting-formats.ts';
import type { ExportResult } from './export-result.ts';
import { holdsImages, type ExportFormat } from './format.ts';
import {
  copiedImages,
  imagesByKey,
  noImageFiles,
  picturesIn,
  type ImageFiles,
  type ImagePaths,
} from './image-files.ts';
import { recipeExports } from './recipe-exports.ts';
import { readKeptRows } from './shard-contents.ts';
import type { ExportTarget } from './target.ts';
import type { DatasetWriter } from './writers/dataset-writer.ts';
import { videoFolder, videoIn } from './video-files.ts';
import { openWriter } from './writers/open-writer.ts';

export interface ExportRequest extends CallOptions {
  readonly store: ArtifactStore;
  readonly campaign: string;
  readonly format: ExportFormat;
  /** A directory, or `s3://bucket/prefix`. */
  readonly out: string;
  /** `copy`: image files beside the records. `keys`: records name the store's keys. @default 'copy' */
  readonly images?: 'copy' | 'keys';
  /** Records written so far. */
  readonly onProgress?: (records: number) => void;
  /** Where the AWS variables are read for `s3://`. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Rows whose images are copied at once. */
const rowsAtOnce = 8;

interface Written {
  readonly records: number;
  readonly turns: number;
}

async function writeRecords(
  request: ExportRequest,
  campaign: CommittedCampaign,
  images: ImageFiles,
  writer: DatasetWriter,
): Promise<Written> {
  const { turns: turnsOf, pictures: further = () => [] } = recipeExports[campaign.identity.recipe];
  const pathsOf = (row: Row): Promise<ImagePaths> =>
    request.format === 'internvl' && videoIn(row)
      ? images.framesIn(videoFolder(row), picturesIn(row))
      : images.pathsOf([...picturesIn(row), ...further(row).map((sha256) => ({ sha256 }))]);
  let read = 0;
  let records = 0;
  let turns = 0;
  for await (const rows of readKeptRows(request.store, campaign, request)) {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const batch = rows.slice(from, from + rowsAtOnce);
      const paths = await Promise.all(batch.map(pathsOf));
      for (const [index, row] of batch.entries()) {
        records += await writer.take(row, paths[index] ?? new Map());
        read += 1;
        turns += turnsOf(row);
      }
      request.onProgress?.(records);
    }
  }
  const expected = campaign.dataset.reduce((sum, { counts }) => sum + counts.rows, 0);
  if (read !== expected) throw new Error(`${read} rows were read, but the manifests count ${expected}`);
  return { records, turns };
}

function imagesFor(target: ExportTarget, request: ExportRequest): ImageFiles {
  if (holdsImages(request.format)) return noImageFiles();
  return request.images === 'keys' ? imagesByKey() : copiedImages(request.store, target, request);
}

async function exportTo(target: ExportTarget, request: ExportRequest): Promise<ExportResult> {
  const { store, format, out, images: imageMode = 'copy' } = request;
  const campaign = await readCommittedCampaign(store, request.campaign, request);
  requireFit(campaign.identity, format);
  await claimTarget(target, campaign.identity);
  const images = imagesFor(target, request);
  const writer = await openWriter(format, target, {
    store,
    campaign,
    ...(request.signal ? { signal: request.signal } : {}),
  });
  try {
    const written = await writeRecords(request, campaign, images, writer);
    const files = await writer.finish();
    const result = {
      campaign: campaign.identity.campaign,
      format,
      out,
      ...files,
      ...written,
      images: imageMode,
      imagesWritten: images.written(),
      complete: isSealed(campaign),
    };
    await target.put('dataset_card.md', datasetCard(campaign, result, store.address), 'text/markdown; charset=utf-8');
    return result;
  } catch (error) {
    await writer.discard().catch(() => undefined);
    throw error;
  }
}

/**
 * Writes the rows of the campaign's dataset (in lanes those of all rounds, pooled) with its images and a card. Files of records appear whole. A
 * campaign under way gives what is committed. Throws `campaign_not_found`, `output_conflict`, `output_unwritable`, or the store's errors.
 */
export async function exportDataset(request: ExportRequest): Promise<ExportResult> {
  const { out, environment = process.env } = request;
  const target = out.startsWith('s3://') ? bucketTarget(out, environment) : directoryTarget(out);
  try {
    return await exportTo(target, request);
  } finally {
    target.close();
  }
}
