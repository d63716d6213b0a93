import { canonicalJson } from '../../recipes/canonical-json.ts';
import type { Row } from '../../recipes/item-program.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { CommittedCampaign } from './committed-campaign.ts';
import type { ExportRecord } from './format.ts';
import type { ImageFiles } from './image-files.ts';
import { readKeptRows } from './shard-contents.ts';
import type { TextFile } from './target.ts';

/** A list within a file: the records of each row, in one pass over the dataset, or records that are known only after it. */
export interface DocumentList {
  readonly head: string;
  readonly separator: string;
  readonly tail: string;
  readonly records?: (row: Row, image: string, index: number) => readonly ExportRecord[];
  readonly after?: () => readonly ExportRecord[];
}

/** A file of an export that is not one record for each row. Lists are written in order, so that a later one may rest on an earlier one. */
export interface DocumentFile {
  readonly file: string;
  readonly mediaType: string;
  readonly lists: readonly DocumentList[];
}

/** One record a line. */
export const jsonLines = (file: string, records: NonNullable<DocumentList['records']>): DocumentFile => ({
  file,
  mediaType: 'application/x-ndjson',
  lists: [{ head: '', separator: '\n', tail: '\n', records }],
});

export interface DocumentSource extends CallOptions {
  readonly store: ArtifactStore;
  readonly campaign: CommittedCampaign;
  readonly images: ImageFiles;
}

/** Writes a file; memory does not grow with the dataset. Returns how many rows were read and how many records written. */
export async function writeDocument(
  { lists }: DocumentFile,
  { store, campaign, images, ...options }: DocumentSource,
  file: TextFile,
): Promise<{ readonly rows: number; readonly records: number }> {
  let records = 0;
  let rows = 0;
  for (const { head, separator, tail, records: of, after } of lists) {
    await file.write(head);
    let written = 0;
    const write = async (record: ExportRecord): Promise<void> => {
      await file.write(`${written === 0 ? '' : separator}${canonicalJson(record)}`);
      written += 1;
    };
    let index = 0;
    if (of)
      for await (const batch of readKeptRows(store, campaign, options))
        for (const row of batch) {
          for (const record of of(row, (await images.pathOf(row)) ?? '', index)) await write(record);
          index += 1;
        }
    for (const record of after?.() ?? []) await write(record);
    await file.write(written === 0 && tail === '\n' ? '' : tail);
    rows = Math.max(rows, index);
    records += written;
  }
  return { rows, records };
}
