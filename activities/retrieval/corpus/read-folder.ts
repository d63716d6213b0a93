import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { MmsynthError } from '../../errors.ts';
import { pageText } from '../fetch/page-text.ts';
import { readJsonl } from './read-jsonl.ts';
import { readMarkdown } from './read-markdown.ts';
import type { FoundDocument, SourceDocument } from './source-document.ts';

type ReadFile = (text: string, name: string) => SourceDocument;

const plainText: ReadFile = (text, name) => ({ title: basename(name, extname(name)), text, benchmark: false });

const page: ReadFile = (html, name) => {
  const { title, text, publishedAt, canonical } = pageText(html);
  return {
    title: title === '' ? basename(name, extname(name)) : title,
    text,
    benchmark: false,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(canonical !== undefined && URL.canParse(canonical) ? { url: canonical } : {}),
  };
};

const readers: Readonly<Record<string, ReadFile>> = {
  '.md': readMarkdown,
  '.markdown': readMarkdown,
  '.html': page,
  '.htm': page,
  '.txt': plainText,
};

/** Documents of a folder, file by file in order of their paths. Hidden files and those of other endings are passed over. */
export async function* readFolder(folder: string): AsyncGenerator<FoundDocument> {
  for await (const path of filesOf(folder)) {
    const name = relative(folder, path).replaceAll('\\', '/');
    const ending = extname(path).toLowerCase();
    const read = readers[ending];
    if (ending === '.jsonl') yield* readJsonl(path, name);
    else if (read) {
      const document = read(await readFile(path, 'utf8'), name);
      yield { document: { ...document, id: document.id ?? name }, place: name };
    }
  }
}

async function* filesOf(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new MmsynthError(
      'file_missing',
      `${folder}: the folder cannot be read (${error.code}); name one that holds the documents.`,
    );
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesOf(path);
    else if (entry.isFile()) yield path;
  }
}
