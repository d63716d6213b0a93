import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex, type OpenIndex } from '../../../activities/retrieval/index/open-index.ts';
import { writeIndex } from '../../../activities/retrieval/index/write-index.ts';

export interface DatedText {
  readonly text: string;
  readonly day?: string | undefined;
}

/** An index of these texts in a folder of its own, sorted in memory for `postings` of them, so that it needs many runs. */
export async function indexOf(texts: readonly (string | DatedText)[]): Promise<OpenIndex> {
  const folder = mkdtempSync(join(tmpdir(), 'mmsynth-index-'));
  await writeIndex(folder, entries(texts), { postings: 32, terms: 12 });
  const index = openIndex(folder);
  return {
    ...index,
    close() {
      index.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function* entries(texts: readonly (string | DatedText)[]) {
  for (const one of texts) {
    const { text, day } = typeof one === 'string' ? { text: one, day: undefined } : one;
    yield { text, day, stored: { text } };
  }
}
