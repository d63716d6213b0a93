import type { ExportFormat } from './format.ts';

/** What an export wrote, and where. */
export interface ExportResult {
  readonly campaign: string;
  readonly format: ExportFormat;
  readonly out: string;
  /** Name of the file to begin with, within `out`: the records, or what names their files. */
  readonly file: string;
  /** One for each row of the campaign's dataset that is a record of the format; of `internvl-tiles` one for each reading of a sample. */
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
