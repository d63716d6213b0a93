import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { bucketTarget } from './bucket-target.ts';
import { claimTarget } from './claim.ts';
import { isSealed, readCommittedCampaign, type CommittedCampaign } from './committed-campaign.ts';
import { MmsynthError } from '../errors.ts';
import { recipeExports, type Convert } from './converters.ts';
import { datasetCard } from './dataset-card.ts';
import { directoryTarget } from './directory-target.ts';
import { fileForms, type ExportFormat } from './format.ts';
import { copiedImages, imagesByKey, type ImageFiles } from './image-files.ts';
import { readKeptRows } from './shard-contents.ts';
import type { ExportTarget, TextFile } from './target.ts';

export interface ExportRequest extends CallOptions {
  readonly store: ArtifactStore;
  readonly campaign: string;
  readonly format: ExportFormat;
  /** A directory, or `s3://bucket/prefix`. */
  readonly out: string;
  /** `copy`: image files beside the records. `keys`: records name the store's keys. @default 'copy' */
  readonly images?: 'copy' | 'keys';
  /** Where the AWS variables are read for `s3://`. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface ExportResult {
  readonly campaign: string;
  readonly format: ExportFormat;
  readonly out: string;
  /** Name of the file with the records, within `out`. */
  readonly file: string;
  /** One for each row of the campaign's dataset. */
  readonly records: number;
  /** Questions with answers in them. */
  readonly turns: number;
  readonly images: 'copy' | 'keys';
  /** Image files this run wrote; those already there are used again. */
  readonly imagesWritten: number;
  readonly bytes: number;
  /** False for a campaign that was not sealed to its end. */
  readonly complete: boolean;
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
  file: TextFile,
): Promise<Written> {
  const { turns: turnsOf, images: imagesOf } = recipeExports[campaign.identity.recipe];
  const convert = converterOf(campaign, request.format);
  const { head, record, tail } = fileForms[request.format];
  let records = 0;
  let turns = 0;
  await file.write(head);
  for await (const rows of readKeptRows(request.store, campaign, request)) {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const batch = rows.slice(from, from + rowsAtOnce);
      const paths = await Promise.all(batch.map((row) => images.pathOf(row)));
      const further = await Promise.all(batch.map((row) => furtherPaths(imagesOf?.(row) ?? [], images)));
      for (const [index, row] of batch.entries()) {
        await file.write(record(convert(row, paths[index], further[index] ?? new Map()), records));
        records += 1;
        turns += turnsOf(row);
      }
    }
  }
  await file.write(tail);
  const expected = campaign.dataset.reduce((sum, { counts }) => sum + counts.rows, 0);
  if (records !== expected) throw new Error(`${records} records were read, but the manifests count ${expected} rows`);
  return { records, turns };
}

/** Throws `format_unfit` where the recipe's rows have no such form. */
function converterOf({ identity }: CommittedCampaign, format: ExportFormat): Convert {
  const { formats } = recipeExports[identity.recipe];
  const convert = formats[format];
  if (convert) return convert;
  throw new MmsynthError(
    'format_unfit',
    `campaign '${identity.campaign}' of recipe ${identity.recipe} cannot be exported as ${format}; choose ${Object.keys(formats).join(' or ')}.`,
  );
}

async function furtherPaths(hashes: readonly string[], images: ImageFiles): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    hashes.map(async (sha256) => [sha256, await images.pathOf({ image: { sha256 } })] as const),
  );
  return new Map(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

async function exportTo(target: ExportTarget, request: ExportRequest): Promise<ExportResult> {
  const { store, format, out, images: imageMode = 'copy' } = request;
  const campaign = await readCommittedCampaign(store, request.campaign, request);
  converterOf(campaign, format);
  await claimTarget(target, campaign.identity);
  const images = imageMode === 'copy' ? copiedImages(store, target, request) : imagesByKey();
  const form = fileForms[format];
  const file = await target.open(form.file, form.mediaType);
  try {
    const written = await writeRecords(request, campaign, images, file);
    const result = {
      campaign: campaign.identity.campaign,
      format,
      out,
      file: form.file,
      ...written,
      images: imageMode,
      imagesWritten: images.written(),
      complete: isSealed(campaign),
    };
    await target.put('dataset_card.md', datasetCard(campaign, result, store.address), 'text/markdown; charset=utf-8');
    return { ...result, bytes: await file.finish() };
  } catch (error) {
    await file.discard().catch(() => undefined);
    throw error;
  }
}

/**
 * Writes the rows of the campaign's dataset (in lanes those of all rounds, pooled) with its images and a card. The file of records appears last and whole. A
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
