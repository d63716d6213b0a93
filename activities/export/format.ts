import type { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';

/** `dynvqa`: the recipe's own records, one a line. */
export const exportFormats = ['dynvqa', 'llava', 'openai', 'sharegpt'] as const;
export type ExportFormat = (typeof exportFormats)[number];

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

export const fileForms: Readonly<Record<ExportFormat, FileForm>> = {
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
  /** Messages for OpenAI's fine-tuning, one conversation a line. */
  openai: {
    file: 'dataset.jsonl',
    mediaType: 'application/x-ndjson',
    head: '',
    record: (value) => `${canonicalJson(value)}\n`,
    tail: '',
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
