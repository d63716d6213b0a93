import type { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';

/** Formats of one record a row. `dynvqa`, `retrieval`: a recipe's own records. */
export const recordFormats = ['dynvqa', 'llava', 'openai', 'retrieval', 'sharegpt'] as const;
export type RecordFormat = (typeof recordFormats)[number];

export const isRecordFormat = (format: string): format is RecordFormat => recordFormats.some((one) => one === format);

/** `annotations`, `coco`, `mmevol-seed`: annotated pictures. `internvl-tiles`: a mix cut into tiles. */
export const exportFormats = [
  'annotations',
  'coco',
  'dynvqa',
  'internvl',
  'internvl-tiles',
  'llava',
  'mmevol-seed',
  'openai',
  'parquet',
  'preferences',
  'retrieval',
  'sharegpt',
  'webdataset',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Formats whose archives hold the images, so that no image file stands beside. */
export const holdsImages = (format: ExportFormat): boolean => format === 'internvl-tiles' || format === 'webdataset';

export type ExportRecord = Readonly<Record<string, z.core.util.JSONType>>;

/** How the records of a format stand in its one text file. */
export interface FileForm {
  readonly file: string;
  readonly mediaType: string;
  readonly head: string;
  /** Text of a record, given how many stand before it. */
  readonly record: (value: ExportRecord, before: number) => string;
  readonly tail: string;
}

/** One record a line. */
export const lines: FileForm = {
  file: 'dataset.jsonl',
  mediaType: 'application/x-ndjson',
  head: '',
  record: (value) => `${canonicalJson(value)}\n`,
  tail: '',
};

/** Formats that are one text file. */
export const fileForms: Readonly<Record<RecordFormat | 'preferences', FileForm>> = {
  dynvqa: lines,
  /** One JSON array, as LLaVA's trainers read it. */
  llava: {
    file: 'dataset.json',
    mediaType: 'application/json',
    head: '[',
    record: (value, before) => `${before === 0 ? '' : ','}\n${canonicalJson(value)}`,
    tail: '\n]\n',
  },
  openai: lines,
  retrieval: lines,
  preferences: { ...lines, file: 'preferences.jsonl' },
  sharegpt: lines,
};
