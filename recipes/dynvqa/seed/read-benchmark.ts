import { z } from 'zod';
import type { SeedRecord } from '../../recipe.ts';
import { readQuestion } from './read-question.ts';

/**
 * Reads a question that must not be trained on: its query, and its picture, or the picture's hashes where they are known. The
 * addresses in the published files are no pictures: a question whose picture is not at hand is still known by its query.
 */
export function readBenchmark(raw: unknown): SeedRecord {
  const read = readQuestion(raw, { goldVersion: '000000', pictures: false });
  if (!read.ok) return read;
  const { question_id, golden_query, question } = read.fields;
  const { image, image_sha256, phash } = z.looseObject({}).parse(raw);
  return {
    ok: true,
    fields: {
      question_id: question_id ?? null,
      query: golden_query ?? question ?? '',
      ...(typeof image_sha256 === 'string' ? { image_sha256 } : {}),
      ...(typeof phash === 'string' ? { phash } : {}),
    },
    ...(typeof image === 'string' ? { image } : {}),
    label: read.label,
  };
}
