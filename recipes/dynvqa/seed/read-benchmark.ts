import type { SeedRecord } from '../../recipe.ts';
import { readQuestion } from './read-question.ts';

/** Reads a question that must not be trained on: its query, and the picture's hashes where they are known. */
export function readBenchmark(raw: unknown): SeedRecord {
  const read = readQuestion(raw, { goldVersion: '000000', pictures: false });
  if (!read.ok) return read;
  const { question_id, golden_query, question } = read.fields;
  const { image_sha256, phash } = raw as { readonly image_sha256?: unknown; readonly phash?: unknown };
  return {
    ok: true,
    fields: {
      question_id: question_id ?? null,
      query: golden_query ?? question ?? '',
      ...(typeof image_sha256 === 'string' ? { image_sha256 } : {}),
      ...(typeof phash === 'string' ? { phash } : {}),
    },
    label: read.label,
  };
}
