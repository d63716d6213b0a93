import { mkdtemp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { passage, picture, type CorpusManifest } from '../corpus/corpus.ts';
import { corpusParts, indexedText, type CorpusPart } from '../corpus/indexed-text.ts';
import { corpusLines } from '../corpus/stored-corpus.ts';
import { headFile, indexHead, indexVersion } from '../index/index-files.ts';
import { openIndex, type OpenIndex } from '../index/open-index.ts';
import { sha256OfFile, writeIndex, type IndexEntry } from '../index/write-index.ts';

export interface LocalIndexes {
  readonly passages: OpenIndex;
  readonly pictures: OpenIndex;
}

/**
 * The two indexes of a corpus in the cache folder, built from the store where they are not there or not as their head says.
 * They are built beside their place and moved into it as a whole, so another process sees all of it or nothing.
 */
export async function localIndexes(
  store: ArtifactStore,
  folder: string,
  corpus: string,
  manifest: CorpusManifest,
): Promise<LocalIndexes> {
  const place = join(folder, `${corpus}-v${indexVersion}`);
  if (!(await isSound(place))) await build(store, folder, place, manifest);
  return { passages: openIndex(join(place, 'passages')), pictures: openIndex(join(place, 'pictures')) };
}

async function build(store: ArtifactStore, folder: string, place: string, manifest: CorpusManifest): Promise<void> {
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  const work = await mkdtemp(join(folder, 'building-'));
  try {
    for (const part of corpusParts) await writeIndex(join(work, part), entriesOf(store, part, manifest));
    await moveInto(work, place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What a build that was killed has left behind goes after this time, in milliseconds. */
const abandonedAfterMs = 24 * 3600 * 1000;

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('building-')) continue;
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Moves a finished folder to its place. What another process has put there meanwhile stays if it is sound. */
async function moveInto(work: string, place: string): Promise<void> {
  try {
    await rename(work, place);
  } catch (error) {
    if (await isSound(place)) return;
    const aside = `${work}-damaged`;
    await rename(place, aside).catch(() => {
      throw error;
    });
    await rename(work, place);
    await rm(aside, { recursive: true, force: true });
  }
}

/** Whether both indexes are there and every file is as its head says. */
async function isSound(place: string): Promise<boolean> {
  for (const part of corpusParts) {
    const head = await readFile(join(place, part, headFile), 'utf8').then(
      (text) => indexHead.safeParse(parsed(text)),
      () => undefined,
    );
    if (!head?.success) return false;
    for (const [name, expected] of Object.entries(head.data.files)) {
      const there = await sha256OfFile(join(place, part, name)).catch(() => undefined);
      if (there !== expected) return false;
    }
  }
  return true;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* entriesOf(
  store: ArtifactStore,
  part: CorpusPart,
  manifest: CorpusManifest,
): AsyncGenerator<IndexEntry> {
  for await (const stored of corpusLines(store, manifest[part].shards)) {
    const { publishedAt: day } = (part === 'passages' ? passage : picture).parse(stored);
    yield { text: indexedText[part](stored), day, stored };
  }
}
