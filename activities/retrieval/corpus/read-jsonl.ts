import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { MmsynthError } from '../../errors.ts';
import { sourceDocument, type FoundDocument } from './source-document.ts';

/** Documents of a JSONL file, one a line; empty lines are skipped. Throws `corpus_invalid` with file and line. */
export async function* readJsonl(path: string, name: string): AsyncGenerator<FoundDocument> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const place = `${name}, line ${number}`;
    const read = sourceDocument.safeParse(parseJson(line, place));
    if (!read.success) {
      const [issue] = read.error.issues;
      const field = issue?.path.join('.');
      throw new MmsynthError(
        'corpus_invalid',
        `${place}: ${field ? `${field}: ` : ''}${issue?.message}; correct the line.`,
      );
    }
    yield { document: { ...read.data, id: read.data.id ?? `${name}:${number}` }, place };
  }
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new MmsynthError('corpus_invalid', `${place}: this is not JSON; a document is one JSON object on one line.`);
  }
}
