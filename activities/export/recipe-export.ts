import type { Row } from '../../recipes/item-program.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { CommittedCampaign } from './committed-campaign.ts';
import type { ExportFormat, ExportRecord, RecordFormat } from './format.ts';
import type { ImagePaths } from './image-files.ts';
import type { ExportTarget } from './target.ts';
import type { DatasetWriter } from './writers/dataset-writer.ts';

/**
 * A row as a record of a format, undefined where it is none. `image`: path of its first image, where it has one; `paths`: of all
 * its images, by content hash.
 */
export type Convert = (row: Row, image: string | undefined, paths: ImagePaths) => ExportRecord | undefined;

/** What is exported, and where its images lie. */
export interface ExportSource extends CallOptions {
  readonly store: ArtifactStore;
  readonly campaign: CommittedCampaign;
}

/** What a recipe's rows become. */
export interface RecipeExport {
  /** Formats of one record a row. From LLaVA's record `openai`, `internvl`, `parquet` and `webdataset` are made where the recipe has no form of its own. */
  readonly formats: Readonly<Partial<Record<RecordFormat, Convert>>>;
  /** Formats that the recipe writes in files of its own form. */
  readonly writers?: Readonly<
    Partial<Record<ExportFormat, (target: ExportTarget, source: ExportSource) => Promise<DatasetWriter>>>
  >;
  /** Preference pairs of a row, where the recipe has some. */
  readonly preferences?: (row: Row, image: string | undefined) => readonly ExportRecord[];
  /** Questions with answers in a row. */
  readonly turns: (row: Row) => number;
  /** sha256 of images a record names besides those of its row. @default none */
  readonly pictures?: (row: Row) => readonly string[];
}
