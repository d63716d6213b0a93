import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { indexFiles } from '../activities/retrieval/index/index-files.ts';
import { openIndex } from '../activities/retrieval/index/open-index.ts';
import { writeIndex, type IndexEntry } from '../activities/retrieval/index/write-index.ts';

/**
 * The text index on drawn passages: `node dist/bench/retrieval.js [--n 100000] [--words 100] [--queries 300]`. Words by Zipf's
 * law from a vocabulary of 200,000. Queries of six words: drawn like the text, a hard case, for they hit most of the corpus;
 * and like ordinary questions, three of the fifty commonest words and three rare ones.
 */
const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '100000' },
    words: { type: 'string', default: '100' },
    queries: { type: 'string', default: '300' },
  },
});
const [n, words, queries] = [Number(values.n), Number(values.words), Number(values.queries)];
const vocabulary = 200_000;

let state = 1;
/** Numerical Recipes' generator: the same text each time. */
function draw(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
/** Rank by Zipf's law, exponent 1: the inverse of the distribution's continuous form. */
const zipfWord = (): string => wordOf(Math.floor((vocabulary + 1) ** draw()));
const wordOf = (rank: number): string => `w${rank.toString(36)}`;

async function* passages(): AsyncGenerator<IndexEntry> {
  for (let i = 0; i < n; i++) {
    const text = Array.from({ length: words }, zipfWord).join(' ');
    yield { text, day: i % 2 === 0 ? '2024-05-01' : '2025-05-01', stored: { docId: `d${i}`, text } };
  }
}
const hard = (): string => Array.from({ length: 6 }, zipfWord).join(' ');
const ordinary = (): string =>
  Array.from({ length: 6 }, (_, i) =>
    wordOf(i < 3 ? 1 + Math.floor(50 * draw()) : 1000 + Math.floor(50_000 * draw())),
  ).join(' ');

const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const folder = mkdtempSync(join(tmpdir(), 'mmsynth-bench-'));
try {
  const beforeMb = peakMb();
  const start = performance.now();
  await writeIndex(folder, passages());
  const indexSeconds = (performance.now() - start) / 1000;
  const bytes = Object.values(indexFiles).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const textBytes = statSync(join(folder, indexFiles.entries)).size;
  const indexPeakMb = peakMb();
  const index = openIndex(folder);
  const timed = (make: () => string, asOf?: string): { readonly p50: number; readonly p95: number } => {
    const times = Array.from({ length: queries }, () => {
      const query = make();
      const asked = performance.now();
      for (const { entry } of index.search(query, { topK: 5, asOf })) index.entry(entry);
      return performance.now() - asked;
    }).sort((a, b) => a - b);
    const at = (share: number): number => Number((times[Math.floor(share * (queries - 1))] ?? 0).toFixed(1));
    return { p50: at(0.5), p95: at(0.95) };
  };
  const result = {
    n,
    words,
    indexSeconds: Number(indexSeconds.toFixed(1)),
    beforeMb,
    indexPeakMb,
    indexMb: Math.round((bytes - textBytes) / 1e6),
    textMb: Math.round(textBytes / 1e6),
    zipfMs: timed(hard),
    ordinaryMs: timed(ordinary),
    asOfMs: timed(ordinary, '2024-12-31'),
    peakMb: peakMb(),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
