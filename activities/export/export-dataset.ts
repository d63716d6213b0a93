import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { bucketTarget } from './bucket-target.ts';
import { claimTarget } from './claim.ts';
import { isSealed, readCommittedCampaign, type CommittedCampaign } from './committed-campaign.ts';
import { MmsynthError } from '../errors.ts';
import { recipeExports, type Convert } from './converters.ts';
import { datasetCard } from './dataset-card.ts';
import { directoryTarget } from './directory-target.ts';
import { writeDocument, type DocumentFile } from './document.ts';
import { fileForms, isRecordFormat, type ExportFormat, type RecordFormat } from './format.ts';
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

/** How a campaign's rows become a format: record for record, or in files of their own form. */
type Form =
  | { readonly kind: 'records'; readonly format: RecordFormat; readonly convert: Convert }
  | { readonly kind: 'documents'; readonly files: readonly DocumentFile[] };

/** Throws `format_unfit` where the recipe's rows have no such form. */
function formOf({ identity }: CommittedCampaign, format: ExportFormat): Form {
  const { formats, documents = {} } = recipeExports[identity.recipe];
  const files = documents[format]?.();
  if (files) return { kind: 'documents', files };
  const convert = isRecordFormat(format) ? formats[format] : undefined;
  if (convert && isRecordFormat(format)) return { kind: 'records', format, convert };
  const fit = [...Object.keys(formats), ...Object.keys(documents)].sort();
  throw new MmsynthError(
    'format_unfit',
    `campaign '${identity.campaign}' of recipe ${identity.recipe} cannot be exported as ${format}; choose ${fit.join(' or ')}.`,
  );
}

async function writeRecords(
  request: ExportRequest,
  campaign: CommittedCampaign,
  images: ImageFiles,
  file: TextFile,
  { format, convert }: Extract<Form, { kind: 'records' }>,
): Promise<Written> {
  const { turns: turnsOf, images: imagesOf } = recipeExports[campaign.identity.recipe];
  const { head, record, tail } = fileForms[format];
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

async function furtherPaths(hashes: readonly string[], images: ImageFiles): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    hashes.map(async (sha256) => [sha256, await images.pathOf({ image: { sha256 } })] as const),
  );
  return new Map(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** Files of an export that are written and not yet to be seen under their names. */
interface Draft extends Written {
  readonly file: string;
  readonly finish: () => Promise<number>;
}

async function draftRecords(
  target: ExportTarget,
  request: ExportRequest,
  campaign: CommittedCampaign,
  images: ImageFiles,
  form: Form,
  opened: TextFile[],
): Promise<Draft> {
  const open = async (name: string, mediaType: string): Promise<TextFile> => {
    const file = await target.open(name, mediaType);
    opened.push(file);
    return file;
  };
  const finish = async (): Promise<number> => {
    let bytes = 0;
    for (const file of opened) bytes += await file.finish();
    return bytes;
  };
  if (form.kind === 'records') {
    const { file: name, mediaType } = fileForms[form.format];
    const written = await writeRecords(request, campaign, images, await open(name, mediaType), form);
    return { file: name, ...written, finish };
  }
  const source = { store: request.store, campaign, images, ...(request.signal ? { signal: request.signal } : {}) };
  let records = 0;
  for (const document of form.files) {
    const file = await open(document.file, document.mediaType);
    records = Math.max(records, (await writeDocument(document, source, file)).rows);
  }
  return { file: form.files.map(({ file }) => file).join(', '), records, turns: 0, finish };
}

async function exportTo(target: ExportTarget, request: ExportRequest): Promise<ExportResult> {
  const { store, format, out, images: imageMode = 'copy' } = request;
  const campaign = await readCommittedCampaign(store, request.campaign, request);
  const form = formOf(campaign, format);
  await claimTarget(target, campaign.identity);
  const images = imageMode === 'copy' ? copiedImages(store, target, request) : imagesByKey();
  const opened: TextFile[] = [];
  try {
    const { finish, ...written } = await draftRecords(target, request, campaign, images, form, opened);
    const result = {
      campaign: campaign.identity.campaign,
      format,
      out,
      ...written,
      images: imageMode,
      imagesWritten: images.written(),
      complete: isSealed(campaign),
    };
    await target.put('dataset_card.md', datasetCard(campaign, result, store.address), 'text/markdown; charset=utf-8');
    return { ...result, bytes: await finish() };
  } catch (error) {
    await Promise.all(opened.map((file) => file.discard().catch(() => undefined)));
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
