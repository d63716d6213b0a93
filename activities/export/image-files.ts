import { z } from 'zod';
import type { Row } from '../../recipes/item-program.ts';
import { imageKey } from '../artifacts/keys.ts';
import { sniffMediaType } from '../artifacts/media-type.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { ExportTarget } from './target.ts';

const picture = z.looseObject({ sha256: z.string(), mediaType: z.string().optional() });
const pictured = z.looseObject({
  image: picture.optional().catch(undefined),
  images: z.array(picture).optional().catch(undefined),
});

/** Content hashes of the images a row shows, in order. */
export const picturesIn = (row: Row): readonly string[] => shownBy(row).map(({ sha256 }) => sha256);

function shownBy(row: Row): readonly z.infer<typeof picture>[] {
  const { image, images = [] } = pictured.parse(row);
  return image ? [image, ...images] : images;
}

/** File endings by media type. */
export const imageEndings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Gives the paths a record names for the images of its row, in order. */
export interface ImageFiles {
  pathsOf(row: Row): Promise<readonly string[]>;
  /** Files written by this run; those already there are used again. */
  readonly written: () => number;
}

/** No file is written: records hold their images themselves. */
export const noImageFiles = (): ImageFiles => ({ pathsOf: async () => [], written: () => 0 });

/** Paths are the store's own keys; no file is written. */
export function imagesByKey(): ImageFiles {
  return {
    pathsOf: async (row) => picturesIn(row).map(imageKey),
    written: () => 0,
  };
}

/** Images remembered at most, so that one shared by neighbouring rows is looked at once. */
const remembered = 10_000;

/** Copies each image once to `images/<sha256>.<ending>`, the ending by content. */
export function copiedImages(store: ArtifactStore, target: ExportTarget, options?: CallOptions): ImageFiles {
  let written = 0;
  const known = new Map<string, Promise<string>>();

  async function read(sha256: string): Promise<Buffer> {
    const bytes = await store.get(imageKey(sha256), options);
    if (!bytes) throw new Error(`image ${sha256} is named by a row but is not in the store`);
    return bytes;
  }

  async function copy(sha256: string, told: string | undefined): Promise<string> {
    const bytes = told === undefined || imageEndings[told] === undefined ? await read(sha256) : undefined;
    const mediaType = bytes ? sniffMediaType(bytes) : (told ?? '');
    const name = `images/${sha256}.${imageEndings[mediaType] ?? 'bin'}`;
    if (!(await target.has(name))) {
      await target.put(name, bytes ?? (await read(sha256)), mediaType);
      written += 1;
    }
    return name;
  }

  const pathOf = ({ sha256, mediaType }: z.infer<typeof picture>): Promise<string> => {
    const copying = known.get(sha256) ?? copy(sha256, mediaType);
    known.set(sha256, copying);
    if (known.size > remembered) known.delete(known.keys().next().value ?? '');
    return copying;
  };

  return {
    pathsOf: (row) => Promise.all(shownBy(row).map(pathOf)),
    written: () => written,
  };
}
