import { describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { buildCorpus } from '../../../activities/retrieval/corpus/build-corpus.ts';
import type { Passage, Picture } from '../../../activities/retrieval/corpus/corpus.ts';
import { corpusLines, readCorpus } from '../../../activities/retrieval/corpus/stored-corpus.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { writeFiles } from './corpus-folder.ts';

type Files = Parameters<typeof writeFiles>[1];

const build = (store: MemoryStore, files: Files) =>
  inTemporaryFolder(async (folder) => {
    await writeFiles(folder, files);
    return buildCorpus({ store, folder });
  });

async function linesOf<Line>(store: MemoryStore, corpus: string, part: 'passages' | 'pictures'): Promise<Line[]> {
  const manifest = await readCorpus(store, corpus);
  const lines: Line[] = [];
  for await (const line of corpusLines(store, manifest[part].shards)) lines.push(line as Line);
  return lines;
}

const dot = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .png()
    .toBuffer();

jest.setTimeout(30_000);

describe('a corpus from a folder', () => {
  it('holds the documents of JSON lines, Markdown and plain text', async () => {
    const store = memoryStore();
    const built = await build(store, {
      'b.jsonl': [{ id: 'club', title: 'The club', text: 'Anna coaches it.', publishedAt: '2024-05-01T10:00:00Z' }],
      'a/page.md':
        '---\ntitle: A page\ndate: 2025-02-03\nurl: https://example.org/a\n---\n# Heading\n\nSome **bold** [text](http://x.y).\n',
      'c.txt': 'Plain words.',
      'notes.bin': 'passed over',
      '.hidden.txt': 'passed over',
    });
    expect(built).toMatchObject({ documents: 3, passages: 3, pictures: 0, date: '2025-02-03' });
    expect(await linesOf<Passage>(store, built.corpus, 'passages')).toEqual([
      {
        docId: 'a/page.md',
        title: 'A page',
        text: 'Heading\n\nSome bold text.',
        url: 'https://example.org/a',
        publishedAt: '2025-02-03',
      },
      { docId: 'club', title: 'The club', text: 'Anna coaches it.', publishedAt: '2024-05-01' },
      { docId: 'c.txt', title: 'c', text: 'Plain words.' },
    ]);
  });

  it('has the same name for the same documents, another one for others', async () => {
    const files = { 'a.jsonl': [{ id: 'a', text: 'one' }] };
    const [first, again] = [await build(memoryStore(), files), await build(memoryStore(), files)];
    const other = await build(memoryStore(), { 'a.jsonl': [{ id: 'a', text: 'two' }] });
    expect(again).toEqual(first);
    expect(other.corpus).not.toBe(first.corpus);
  });

  it('cuts a long document into passages that keep its title', async () => {
    const store = memoryStore();
    const sentence = 'Every sentence of this page has exactly ten words here. ';
    const { corpus, passages } = await build(store, {
      'a.jsonl': [{ id: 'long', title: 'Long', text: sentence.repeat(50) }],
    });
    expect(passages).toBe(3);
    const lines = await linesOf<Passage>(store, corpus, 'passages');
    expect(lines.map(({ docId, title }) => [docId, title])).toEqual([
      ['long', 'Long'],
      ['long#2', 'Long'],
      ['long#3', 'Long'],
    ]);
    expect(lines.map(({ text }) => text.split(' ').length)).toEqual([200, 200, 100]);
  });

  it('puts pictures into the store with size and perceptual hash', async () => {
    const store = memoryStore();
    const { corpus } = await build(store, {
      'a.jsonl': [{ id: 'crest', title: 'Crest', image: 'pictures/crest.png', entity: 'The club', benchmark: true }],
      'pictures/crest.png': await dot(),
    });
    const [picture] = await linesOf<Picture>(store, corpus, 'pictures');
    expect(picture).toMatchObject({
      docId: 'crest',
      caption: 'Crest',
      entity: 'The club',
      benchmark: true,
      image: { width: 40, height: 30, phash: expect.stringMatching(/^[0-9a-f]{16}$/) },
    });
    expect(store.objects.has(`images/${picture!.image.sha256}`)).toBe(true);
  });

  it("marks copies of the benchmark's pictures, resized ones too", async () => {
    const drawn = (size: number) =>
      sharp(
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#eee"/><rect x="4" y="8" width="30" height="20"/><circle cx="46" cy="46" r="12"/></svg>',
        ),
      )
        .resize(size)
        .png()
        .toBuffer();
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, {
        'bench/q.png': await drawn(64),
        'docs/a.jsonl': [
          { id: 'copy', image: 'copy.png' },
          { id: 'other', image: 'other.png' },
        ],
        'docs/copy.png': await drawn(50),
        'docs/other.png': await dot(),
      });
      const store = memoryStore();
      const { corpus } = await buildCorpus({ store, folder: `${folder}/docs`, benchmark: `${folder}/bench` });
      const pictures = await linesOf<Picture>(store, corpus, 'pictures');
      expect(pictures.map(({ docId, benchmark }) => [docId, benchmark])).toEqual([
        ['copy', true],
        ['other', undefined],
      ]);
    });
  });

  it.each([
    ['a line that is no JSON', { 'a.jsonl': '{"id": 1' }, 'a.jsonl, line 1'],
    ['an unknown field', { 'a.jsonl': [{ text: 'x' }, { text: 'x', titel: 'y' }] }, 'a.jsonl, line 2'],
    ['a day that is none', { 'a.jsonl': [{ text: 'x', publishedAt: '2024-13-01' }] }, 'publishedAt'],
    [
      'an id that stands twice',
      {
        'a.jsonl': [
          { id: 'x', text: 'a' },
          { id: 'x', text: 'b' },
        ],
      },
      "'x'",
    ],
    ['a picture that is not there', { 'a.jsonl': [{ image: 'no.png' }] }, 'image_missing'],
    ['a picture outside', { 'a.jsonl': [{ image: '../../etc/passwd' }] }, 'image_outside'],
    ['no document', { 'a.bin': '' }, 'no document'],
    ['a front matter that is no YAML', { 'a.md': '---\ntitle: [\n---\nx' }, 'front matter'],
  ])('refuses %s, saying where', async (_, files, where) => {
    await expect(build(memoryStore(), files as Files)).rejects.toMatchObject({
      code: 'corpus_invalid',
      message: expect.stringContaining(where),
    });
  });

  it('that is not in the store is asked for by name', async () => {
    await expect(readCorpus(memoryStore(), 'f'.repeat(64))).rejects.toMatchObject({ code: 'corpus_not_found' });
  });
});
