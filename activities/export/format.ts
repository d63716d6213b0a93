import type { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';

/** Formats a recipe may have records of its own for. `dynvqa`: that recipe's, one a line. */
export const ownFormats = ['dynvqa', 'llava', 'openai', 'sharegpt'] as const;
export type OwnFormat = (typeof ownFormats)[number];

/** Formats that are made from LLaVA's record where the recipe has none of its own. */
export const derivedFormats = ['internvl', 'openai', 'parquet', 'webdataset'] as const;

export const exportFormats = [
  'dynvqa',
  'internvl',
  'llava',
  'openai',
  'parquet',
  'preferences',
  'sharegpt',
  'webdataset',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

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
const lines: FileForm = {
  file: 'dataset.jsonl',
  mediaType: 'application/x-ndjson',
  head: '',
  record: (value) => `${canonicalJson(value)}\n`,
  tail: '',
};

/** Formats that are one text file. */
export const fileForms: Readonly<Record<OwnFormat | 'preferences', FileForm>> = {
  dynvqa: lines,
  /** One JSON array, as LLaVA's trainers read it. */
  llava: {
    file: 'dataset.json',
    mediaType: 'application/json',
    head: '[',
    record: (value, before) => `${before === 0 ? '' : ','}\n${canonicalJson(value)}`,
    tail: '\n]\n',
  },
  /** Messages for OpenAI's fine-tuning, one conversation a line. */
  openai: lines,
  preferences: { ...lines, file: 'preferences.jsonl' },
  sharegpt: lines,
};
