import { z } from 'zod';
import { hashOf, sha256 } from '../../sha256.ts';
import type { Language } from '../../language.ts';
import type { PublishedQuestion } from './published-question.ts';

const record = z.looseObject({
  image_url: z.string().min(1),
  question: z.string().min(1),
  question_id: z.string().regex(/^(en|zh)\d+$/u),
  answer: z.unknown(),
});

export type ReadPublished =
  | { readonly ok: true; readonly question: PublishedQuestion }
  | { readonly ok: false; readonly message: string };

/** JSON as Python writes it: the bare tokens NaN and Infinity, outside strings, are read as null. */
export function parsePythonJson(text: string): unknown {
  const strict = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/gu, (part) =>
    part.startsWith('"') ? part : 'null',
  );
  return JSON.parse(strict);
}

/** Strings, numbers and nested lists of them to one list of distinct trimmed aliases; what is empty falls. */
export function flattenAliases(answer: unknown): readonly string[] {
  const flat = (value: unknown): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap(flat);
    return typeof value === 'string' || typeof value === 'number' ? [String(value).trim()] : [];
  };
  return [...new Set(flat(answer))].filter((alias) => alias !== '');
}

const collectionOf = (url: string): string | null => /\/([^/]+)\/[^/]*extracted_images\//u.exec(url)?.[1] ?? null;

/**
 * Reads one line of a published file, any version: a bare `NaN`, `gloden_query` or `golden_query`, `answer` null, with numbers or
 * nested lists. A question without an alias is pending. Section 2 of the specification.
 */
export function readPublishedLine(line: string): ReadPublished {
  try {
    return readPublished(parsePythonJson(line), line);
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The same for a record that is parsed already.
 *
 * @param line the record as it stands in the file. @default its canonical JSON
 */
export function readPublished(value: unknown, line?: string): ReadPublished {
  const read = record.safeParse(value);
  if (!read.success) return { ok: false, message: z.prettifyError(read.error) };
  const { image_url, question, question_id, answer, ...rest } = read.data;
  const query = rest['golden_query'] ?? rest['gloden_query'];
  const answers = flattenAliases(answer);
  return {
    ok: true,
    question: {
      id: question_id,
      language: question_id.slice(0, 2) as Language,
      imageUrl: image_url,
      question: question.trim(),
      answers,
      goldenQuery: typeof query === 'string' && query.trim() !== '' ? query.trim() : null,
      state: answers.length > 0 ? 'active' : 'pending',
      collection: collectionOf(image_url),
      line: line === undefined ? hashOf(value) : sha256(line),
    },
  };
}
