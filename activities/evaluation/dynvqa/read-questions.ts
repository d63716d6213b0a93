import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { askedQuestion, type AskedQuestion } from '../../../recipes/dynvqa/answer/asked-question.ts';
import { parsePythonJson } from '../../../recipes/dynvqa/gold/read-published.ts';
import { readQuestion } from '../../../recipes/dynvqa/seed/read-question.ts';
import { MmsynthError } from '../../errors.ts';

/** A question of a file of gold; `imageUrl` and `line` where the published files have them. */
export interface FileQuestion extends AskedQuestion {
  readonly imageUrl: string;
}

/** Version in a published file's name: `DynVQA_en.202502.jsonl`. */
const versionIn = (path: string): string | undefined => /\.(\d{6})\.jsonl$/u.exec(basename(path))?.[1];

const picture = z.looseObject({ image_url: z.string().optional(), image: z.string().optional() });

/** Lines of a file with their number; empty ones are passed over. Throws `file_missing`. */
export async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly at: number }> {
  let at = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      at += 1;
      const text = line.replace(/^\uFEFF/u, '').trim();
      if (text !== '') yield { text, at };
    }
  } catch (error) {
    throw new MmsynthError(
      'file_missing',
      `${path}: the file cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

/**
 * Reads a file of gold: one of the published files, any version, or a release of ours, one JSON object a line. Throws
 * `gold_invalid` with file and line.
 *
 * @param goldVersion where neither the records nor the file's name say it
 */
export async function readQuestions(path: string, goldVersion?: string): Promise<readonly FileQuestion[]> {
  const questions: FileQuestion[] = [];
  const seen = new Set<string>();
  for await (const { text, at } of linesOf(path)) {
    const wrong = (what: string): MmsynthError => new MmsynthError('gold_invalid', `${path}, line ${at}: ${what}.`);
    let raw: unknown;
    try {
      raw = parsePythonJson(text);
    } catch {
      throw wrong('this is not JSON; a question is one JSON object on one line');
    }
    const version = versionIn(path) ?? goldVersion;
    const read = readQuestion(raw, { pictures: false, ...(version === undefined ? {} : { goldVersion: version }) });
    if (!read.ok) {
      const what =
        read.reason === 'no_gold_version' ? 'the version of the gold is not known; set --gold-version' : read.message;
      throw wrong(what.replaceAll('\n', ' '));
    }
    const question = askedQuestion.parse(read.fields);
    if (seen.has(question.question_id)) throw wrong(`question '${question.question_id}' stands in the file twice`);
    seen.add(question.question_id);
    const { image_url, image } = picture.parse(raw);
    questions.push({ ...question, imageUrl: image_url ?? image ?? '' });
  }
  if (questions.length === 0) throw new MmsynthError('gold_invalid', `${path}: no question is in it.`);
  return questions;
}
