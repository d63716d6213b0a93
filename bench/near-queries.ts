import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { benchmarkFilter } from '../recipes/dynvqa/export/benchmark-filter.ts';
import { readPublishedLine } from '../recipes/dynvqa/gold/read-published.ts';
import { encodeVector } from '../recipes/embedding.ts';
import { cosine } from '../recipes/vectors.ts';
import { loadSentenceEncoder } from '../infra/dev/embedder/sentence-encoder.ts';
import { provisionEmbedder } from '../infra/dev/embedder/weights.ts';

/**
 * What the benchmark filter makes of queries by words and by vectors of the local embedder: `node dist/bench/near-queries.js
 * [--published DynVQA_en.202502.jsonl]`, in the repository's root. The English golden queries of the example stand as benchmark, the
 * same in other forms of speech as episodes; with a published file, each of its questions is held against those before it.
 */
const { values } = parseArgs({ options: { published: { type: 'string' } } });

/** Forms of speech that leave a question what it is. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/^Who (is|was) (.*)\?$/u, 'Tell me who $2 $1.'],
  [/^What is (.*)\?$/u, 'Name $1.'],
  [/^What are (.*)\?$/u, 'Describe $1.'],
  [/^Which (is|was) (.*)\?$/u, 'Say which one $1 $2.'],
];
const reformed = (query: string): string =>
  forms.reduce((text, [form, other]) => (form.test(query) ? query.replace(form, other) : text), query);

interface Asked {
  readonly id: string;
  readonly query: string;
}
const facts = readFileSync('examples/dynvqa/facts.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly id: string; readonly language: string; readonly golden_query: string });
const distinct = new Map(
  facts.filter(({ language }) => language === 'en').map(({ id, golden_query: query }) => [query, { id, query }]),
);
const golden = [...distinct.values()];

const encoder = await loadSentenceEncoder(await provisionEmbedder());
const vectorsOf = async (asked: readonly Asked[]): Promise<readonly Float32Array[]> =>
  (await encoder.encode(asked.map(({ query }) => query))).vectors;

const counted: Record<string, number> = { same_words: 0, shared_words: 0, near_query: 0, none: 0 };
const [known, episodes] = [await vectorsOf(golden), golden.map(({ id, query }) => ({ id, query: reformed(query) }))];
const filter = benchmarkFilter();
for (const [at, { id, query }] of golden.entries())
  filter.add({ question_id: id, query, vector: encodeVector(known[at] ?? new Float32Array()) });
const same: number[] = [];
for (const [at, vector] of (await vectorsOf(episodes)).entries()) {
  const { id, query } = episodes[at] as Asked;
  const leak = filter.leakOf({ query, language: 'en', sha256: id, vector: encodeVector(vector) });
  const rule = leak?.rule ?? 'none';
  counted[rule] = (counted[rule] ?? 0) + 1;
  same.push(cosine(vector, known[at] ?? vector));
}
const nearest = known.map((mine, at) => Math.max(...known.map((other, i) => (i === at ? -1 : cosine(mine, other)))));
const range = (all: readonly number[]): readonly string[] =>
  [Math.min(...all), Math.max(...all)].map((one) => one.toFixed(2));
process.stdout.write(
  `${JSON.stringify({ queries: golden.length, knownBy: counted, cosineToItself: range(same), cosineToNearestOther: range(nearest) })}\n`,
);

if (values.published !== undefined) {
  const lines = readFileSync(values.published, 'utf8').trimEnd().split('\n').map(readPublishedLine);
  const asked = lines.flatMap((line) =>
    line.ok && line.question.goldenQuery !== null ? [{ id: line.question.id, query: line.question.goldenQuery }] : [],
  );
  const vectors = await vectorsOf(asked);
  const near = asked.flatMap(({ query }, at) =>
    asked.slice(0, at).flatMap((other, i) => {
      const close = cosine(vectors[at] ?? new Float32Array(), vectors[i] ?? new Float32Array());
      return close >= 0.95 ? [[close.toFixed(3), other.query, query]] : [];
    }),
  );
  process.stdout.write(
    `${JSON.stringify({ file: basename(values.published), queries: asked.length, near }, null, 2)}\n`,
  );
}
