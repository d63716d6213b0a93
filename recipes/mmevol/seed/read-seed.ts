import { z } from 'zod';
import type { RowFields } from '../../outcome.ts';
import type { SeedRecord } from '../../recipe.ts';
import type { MmevolOptions } from '../options.ts';
import type { QaItem } from '../qa-item.ts';
import { BadSeed } from './bad-seed.ts';
import { readPlain } from './jsonl.ts';
import { readLlava } from './llava.ts';
import { readOfficial } from './official.ts';
import { boxesOf, captionOf, imageOf, surroundings } from './surroundings.ts';

type SeedForm = Exclude<MmevolOptions['seedFormat'], 'auto'>;

const readers: Readonly<Record<SeedForm, (record: unknown) => QaItem[]>> = {
  llava: readLlava,
  seed: readOfficial,
  jsonl: readPlain,
};

/** The form a record has by its shape. */
export function seedFormOf(record: object): SeedForm {
  if ('conversations_v0' in record) return 'seed';
  const first: unknown =
    'conversations' in record && Array.isArray(record.conversations) ? record.conversations[0] : null;
  return typeof first === 'object' && first !== null && 'from' in first ? 'llava' : 'jsonl';
}

function rowFields(record: unknown, options: MmevolOptions): { fields: RowFields; image: string; label: string } {
  const around = surroundings.parse(record);
  const image = imageOf(around);
  const { seedFormat } = options;
  const conversations = readers[seedFormat === 'auto' ? seedFormOf(around) : seedFormat](record);
  const source_id = String(around.id ?? image);
  const { hash_id, width, height } = around;
  return {
    image,
    label: source_id,
    fields: {
      image_path: image,
      source_id,
      ...(hash_id ? { hash_id } : {}),
      caption: captionOf(around),
      det: boxesOf(around),
      conversations,
      ...(width ? { width } : {}),
      ...(height ? { height } : {}),
    },
  };
}

function labelOf(record: unknown): string {
  const id: unknown = typeof record === 'object' && record !== null && 'id' in record ? record.id : null;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

/**
 * Reads one record of a LLaVA, official or plain JSONL seed file. Reasons of records that can't be used: `text_only` (dropped);
 * `bad_record`, `no_turns`, `odd_turns`, `turn_order`, `empty_question`, `empty_answer`, `bad_box`, `several_images` (failed).
 */
export function readSeed(record: unknown, options: MmevolOptions): SeedRecord {
  try {
    return { ok: true, ...rowFields(record, options) };
  } catch (error) {
    const label = labelOf(record);
    if (error instanceof BadSeed)
      return { ok: false, kind: error.kind, reason: error.reason, message: error.message, label };
    if (error instanceof z.ZodError) {
      return { ok: false, kind: 'failed', reason: 'bad_record', message: z.prettifyError(error), label };
    }
    throw error;
  }
}
