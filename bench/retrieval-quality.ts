import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexedText } from '../activities/retrieval/corpus/indexed-text.ts';
import { bestEntries } from '../activities/retrieval/index/best-entries.ts';
import { openIndex } from '../activities/retrieval/index/open-index.ts';
import { writeIndex, type IndexEntry } from '../activities/retrieval/index/write-index.ts';
import { fuseRanks } from '../activities/retrieval/embedded/rank-fusion.ts';
import { EMBEDDER_MODEL, provisionEmbedder } from '../infra/dev/embedder/weights.ts';
import { loadSentenceEncoder } from '../infra/dev/embedder/sentence-encoder.ts';

/**
 * What words, vectors and both find in the corpus of the Dyn-VQA example: `node dist/bench/retrieval-quality.js`, in the repository's root.
 * A document is right where it is about the question's fact, old or new. Asked: the golden queries, and the same questions
 * reworded so that they neither name the thing nor use the documents' words (`bench/retrieval-quality/reworded.jsonl`).
 */
const linesOf = <T>(path: string): readonly T[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

interface Document {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}
interface Question {
  readonly fact: string;
  readonly query: string;
}

const example = 'examples/dynvqa';
const documents = linesOf<Document>(join(example, 'corpus.jsonl'));
const texts = documents.map(({ id, title, text }) => indexedText.passages({ docId: id, title, text }));
const isAbout = (entry: number, fact: string): boolean =>
  documents[entry]?.id.replace(/^\w+\//u, '').replace(/-march$/u, '') === fact;
const reworded = linesOf<Question>('bench/retrieval-quality/reworded.jsonl');
const golden = linesOf<{ readonly id: string; readonly golden_query: string }>(join(example, 'facts.jsonl'))
  .map(({ id, golden_query: query }) => ({ fact: id, query }))
  .filter(({ fact }) => documents.some((_, entry) => isAbout(entry, fact)));

const encoder = await loadSentenceEncoder(
  await provisionEmbedder(process.env, (line) => process.stderr.write(`${line}\n`)),
);
const begun = performance.now();
const { vectors } = await encoder.encode(texts);
const milliseconds = (performance.now() - begun) / texts.length;
const folder = mkdtempSync(join(tmpdir(), 'mmsynth-bench-'));

async function* entries(): AsyncGenerator<IndexEntry> {
  for (const text of texts) yield { text, day: undefined, stored: {} };
}

/** All three rankings of a query, best first. */
async function rankings(query: string, index: ReturnType<typeof openIndex>) {
  const [asked = new Float32Array()] = (await encoder.encode([query])).vectors;
  const cosine = (entry: number): number =>
    asked.reduce((sum, value, at) => sum + value * (vectors[entry]?.[at] ?? 0), 0);
  const words = index.search(query, { topK: 100 }).map(({ entry }) => entry);
  const meaning = bestEntries(texts.keys(), cosine, 100).map(({ entry }) => entry);
  return { words, vectors: meaning, both: fuseRanks([words, meaning], 100).map(({ entry }) => entry) };
}

const share = (part: number, of: number): number => Number((part / of).toFixed(3));

try {
  await writeIndex(folder, entries());
  const index = openIndex(folder);
  for (const [set, questions] of Object.entries({ golden, reworded })) {
    const places = { words: [] as number[], vectors: [] as number[], both: [] as number[] };
    for (const { fact, query } of questions)
      for (const [kind, list] of Object.entries(await rankings(query, index))) {
        const place = list.findIndex((entry) => isAbout(entry, fact));
        places[kind as keyof typeof places].push(place === -1 ? Infinity : place + 1);
      }
    for (const [kind, found] of Object.entries(places)) {
      const within = (k: number): number => share(found.filter((place) => place <= k).length, questions.length);
      const meanReciprocal = share(
        found.reduce((sum, place) => sum + 1 / place, 0),
        questions.length,
      );
      process.stdout.write(
        `${JSON.stringify({ set, questions: questions.length, by: kind, 'R@1': within(1), 'R@3': within(3), 'R@5': within(5), meanReciprocal })}\n`,
      );
    }
  }
  process.stdout.write(
    `${JSON.stringify({ model: EMBEDDER_MODEL, documents: texts.length, msADocument: Number(milliseconds.toFixed(1)) })}\n`,
  );
  index.close();
} finally {
  rmSync(folder, { recursive: true });
}
