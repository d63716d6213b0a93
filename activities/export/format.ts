import type { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';

/** Forms of one record for each row. `dynvqa`: the recipe's own records, one a line. */
export const recordFormats = ['dynvqa', 'llava', 'sharegpt'] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** `annotations`, `coco`, `internvl`, `mmevol-seed`: files of annotated pictures. */
export const exportFormats = ['annotations', 'coco', 'dynvqa', 'internvl', 'llava', 'mmevol-seed', 'sharegpt'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const isRecordFormat = (format: ExportFormat): format is RecordFormat =>
  recordFormats.some((one) => one === format);

export type ExportRecord = Readonly<Record<string, z.core.util.JSONType>>;

/** How the records of a format stand in its file. */
export interface FileForm {
  readonly file: string;
  readonly mediaType: string;
  readonly head: string;
  /** Text of a record, given how many stand before it. */
  readonly record: (value: ExportRecord, before: number) => string;
  readonly tail: string;
}

export const fileForms: Readonly<Record<RecordFormat, FileForm>> = {
  dynvqa: {
    file: 'dataset.jsonl',
    mediaType: 'application/x-ndjson',
    head: '',
    record: (value) => `${canonicalJson(value)}\n`,
    tail: '',
  },
  /** One JSON array, as LLaVA's trainers read it. */
  llava: {
    file: 'dataset.json',
    mediaType: 'application/json',
    head: '[',
    record: (value, before) => `${before === 0 ? '' : ','}\n${canonicalJson(value)}`,
    tail: '\n]\n',
  },
  /** One record a line. */
  sharegpt: {
    file: 'dataset.jsonl',
    mediaType: 'application/x-ndjson',
    head: '',
    record: (value) => `${canonicalJson(value)}\n`,
    tail: '',
  },
};
