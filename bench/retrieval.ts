import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { indexFiles } from '../activities/retrieval/index/index-files.ts';
import { openIndex } from '../activities/retrieval/index/open-index.ts';
import { writeIndex, type IndexEntry } from '../activities/retrieval/index/write-index.ts';
import { chinese, english } from './drawn-words/vocabulary.ts';

/**
 * The text index on drawn passages: `node dist/bench/retrieval.js [--n 100000] [--words 100] [--queries 300] [--language en]`.
 * English is made-up words by Zipf's law, Chinese the words of a dictionary. Queries of six words: drawn like the text, a hard
 * case, for they hit most of the corpus; and like ordinary questions, three of the fifty commonest words and three rare ones.
 */
const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '100000' },
    words: { type: 'string', default: '100' },
    queries: { type: 'string', default: '300' },
    language: { type: 'string', default: 'en' },
  },
});
const [n, words, queries] = [Number(values.n), Number(values.words), Number(values.queries)];
const { word, common, rare, between } = values.language === 'zh' ? chinese() : english;

async function* passages(): AsyncGenerator<IndexEntry> {
  for (let i = 0; i < n; i++) {
    const text = Array.from({ length: words }, word).join(between);
    yield { text, day: i % 2 === 0 ? '2024-05-01' : '2025-05-01', stored: { docId: `d${i}`, text } };
  }
}
const hard = (): string => Array.from({ length: 6 }, word).join(between);
const ordinary = (): string => Array.from({ length: 6 }, (_, i) => (i < 3 ? common() : rare())).join(between);

/** CPU of this process since it began, in milliseconds; other work on the machine does not count. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const rounded = (value: number): number => Number(value.toFixed(1));
const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const folder = mkdtempSync(join(tmpdir(), 'mmsynth-bench-'));
try {
  const beforeMb = peakMb();
  const start = performance.now();
  const startCpu = cpuMs();
  await writeIndex(folder, passages());
  const indexSeconds = rounded((performance.now() - start) / 1000);
  const indexCpuSeconds = rounded((cpuMs() - startCpu) / 1000);
  const bytes = Object.values(indexFiles).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const textBytes = statSync(join(folder, indexFiles.entries)).size;
  const indexPeakMb = peakMb();
  const index = openIndex(folder);
  const timed = (make: () => string, asOf?: string): Readonly<Record<'p50' | 'p95' | 'meanCpu', number>> => {
    const before = cpuMs();
    const times = Array.from({ length: queries }, () => {
      const query = make();
      const asked = performance.now();
      for (const { entry } of index.search(query, { topK: 5, asOf })) index.entry(entry);
      return performance.now() - asked;
    }).sort((a, b) => a - b);
    const at = (share: number): number => rounded(times[Math.floor(share * (queries - 1))] ?? 0);
    return { p50: at(0.5), p95: at(0.95), meanCpu: rounded((cpuMs() - before) / queries) };
  };
  const result = {
    n,
    words,
    language: values.language,
    indexSeconds,
    indexCpuSeconds,
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
