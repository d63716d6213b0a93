import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { buildCorpus } from '../../activities/retrieval/corpus/build-corpus.ts';
import { embeddedRetriever } from '../../activities/retrieval/embedded/embedded-retriever.ts';
import { language, type Language } from '../../recipes/language.ts';
import type { Retrieval } from '../../recipes/retrieval.ts';
import { cacheFolder } from '../../infra/dev/index.ts';
import { print } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { withSession } from '../with-session.ts';

interface BuildOptions {
  readonly benchmark?: string;
  readonly json?: boolean;
}

interface SearchOptions {
  readonly images?: boolean;
  readonly language: Language;
  readonly top: number;
  readonly asOf?: string;
  readonly json?: boolean;
}

export function addCorpus(program: Command): void {
  const corpus = program.command('corpus').description('documents to search: put them into the store, try a search');
  corpus
    .command('build')
    .argument('<folder>', 'folder of .jsonl, .md, .html and .txt files')
    .description('read a folder of documents into the store; prints the name that options.retrieval.corpus takes')
    .option(
      '--benchmark <folder>',
      "the benchmark's pictures: copies of them in the corpus are kept from questions about them",
    )
    .option('--json', 'one JSON object')
    .action((folder: string, options: BuildOptions) =>
      withSession(async (session) => {
        const line = progressLine();
        const onProgress = (documents: number): void => line.show(`reading ${folder}: ${documents} documents`);
        const { benchmark } = options;
        const built = await buildCorpus({
          store: session.store(),
          folder,
          onProgress,
          ...(benchmark === undefined ? {} : { benchmark }),
        }).finally(line.done);
        print(
          options,
          built,
          () =>
            `${built.documents} documents in ${built.passages} passages, ${built.pictures} pictures, newest of ${built.date ?? 'no known day'}.\noptions.retrieval: {provider: embedded, corpus: ${built.corpus}}`,
        );
      }),
    );
  corpus
    .command('search')
    .argument('<corpus>', 'name of the corpus', corpusName)
    .argument('<query>', 'words to look for')
    .description('what a query finds in a corpus')
    .option('--images', 'pictures instead of passages')
    .addOption(new Option('--language <language>', 'of the query').choices(language.options).default('en'))
    .option('--top <n>', 'hits at most', hitCount, 5)
    .option('--as-of <day>', 'nothing published after this day, 2026-03-01', day)
    .option('--json', 'one JSON object')
    .action((name: string, query: string, options: SearchOptions) =>
      withSession(async (session) => {
        const found = await searchCorpus(session.store(), name, query, options);
        print(options, found, () => textOf(found));
      }),
    );
}

async function searchCorpus(
  store: Parameters<typeof embeddedRetriever>[1]['store'],
  corpus: string,
  query: string,
  { images, language: spoken, top, asOf }: SearchOptions,
): Promise<Retrieval> {
  const line = progressLine();
  line.show(`searching corpus ${corpus.slice(0, 12)}; the first search on a machine builds the index`);
  const retriever = embeddedRetriever(
    { provider: 'embedded', corpus },
    { store, cacheFolder: join(cacheFolder(), 'corpora') },
  );
  const tool = images ? ('search_images' as const) : ('search_text' as const);
  try {
    return await retriever.search(
      { tool, query, language: spoken, topK: top, ...(asOf === undefined ? {} : { asOf }) },
      new AbortController().signal,
    );
  } finally {
    retriever.close();
    line.done();
  }
}

function textOf({ hits, snapshot }: Retrieval): string {
  if (hits.length === 0) return `Nothing found (documents as of ${snapshot}).`;
  return hits
    .map(({ rank, score, docId, title, publishedAt, snippet }) => {
      const about = [docId, publishedAt].filter((part) => part !== undefined).join(', ');
      return `${rank}. ${title} (${about}), score ${score.toFixed(3)}\n   ${snippet.slice(0, 200).replace(/\s+/gu, ' ')}`;
    })
    .join('\n');
}

function corpusName(value: string): string {
  if (/^[0-9a-f]{64}$/u.test(value)) return value;
  throw new InvalidArgumentError('It is the 64 hex digits that `mmsynth corpus build` printed.');
}

function hitCount(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= 50) return count;
  throw new InvalidArgumentError('It is a number from 1 to 50.');
}

function day(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidArgumentError('It is a day, 2026-03-01.');
}
