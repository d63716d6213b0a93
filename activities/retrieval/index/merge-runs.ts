import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { readBytes, type ByteReader } from './byte-reader.ts';
import { writeBytes } from './byte-writer.ts';
import { indexFiles, termsInBlock, type IndexHead } from './index-files.ts';

/** Terms merged between two turns of the event loop. */
const termsATurn = 4096;

interface OpenRun {
  readonly reader: ByteReader;
  term: string;
}

/** Merges runs into the files of terms and postings: the segments of a term stand one after the other, oldest run first. */
export async function mergeRuns(files: readonly string[], folder: string): Promise<IndexHead['blocks']> {
  const first: string[] = [];
  const termPlaces: number[] = [];
  const postingPlaces: number[] = [];
  const terms = writeBytes(join(folder, indexFiles.terms));
  const postings = writeBytes(join(folder, indexFiles.postings));
  const runs = files.map(readBytes).flatMap((reader): OpenRun[] => opened(reader));
  for (let count = 0; runs.length > 0; count++) {
    if (count % termsATurn === 0) await turn();
    const term = runs.reduce((least, run) => (run.term < least ? run.term : least), (runs[0] as OpenRun).term);
    if (count % termsInBlock === 0) {
      first.push(term);
      termPlaces.push(terms.at);
      postingPlaces.push(postings.at);
    }
    const begin = postings.at;
    let found = 0;
    for (const run of runs.filter((open) => open.term === term)) {
      found += run.reader.varint();
      postings.bytes(run.reader.bytes(run.reader.varint()));
      if (!advance(run)) runs.splice(runs.indexOf(run), 1);
    }
    terms.text(term);
    terms.varint(found);
    terms.varint(postings.at - begin);
  }
  terms.close();
  postings.close();
  return { first, terms: termPlaces, postings: postingPlaces };
}

function opened(reader: ByteReader): OpenRun[] {
  const run = { reader, term: '' };
  return advance(run) ? [run] : [];
}

/** Reads the run's next term; at its end closes it. */
function advance(run: OpenRun): boolean {
  if (run.reader.ended()) {
    run.reader.close();
    return false;
  }
  run.term = run.reader.text();
  return true;
}
