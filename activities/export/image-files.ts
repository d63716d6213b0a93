import { z } from 'zod';
import type { Row } from '../../recipes/item-program.ts';
import { imageKey } from '../artifacts/keys.ts';
import { sniffMediaType } from '../artifacts/media-type.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { MmsynthError } from '../errors.ts';
import type { ExportTarget } from './target.ts';

const picture = z.looseObject({ sha256: z.string(), mediaType: z.string().optional() });
const pictured = z.looseObject({
  image: picture.optional().catch(undefined),
  images: z.array(picture).optional().catch(undefined),
});

/** An image that a record names. */
export interface Picture {
  readonly sha256: string;
  readonly mediaType?: string | undefined;
}

/** Paths a record names, by content hash. */
export type ImagePaths = ReadonlyMap<string, string>;

/** The images a row shows, in order. */
export function picturesIn(row: Row): readonly Picture[] {
  const { image, images = [] } = pictured.parse(row);
  return image ? [image, ...images] : images;
}

/** Path of the first image a row shows. */
export function firstOf(row: Row, paths: ImagePaths): string | undefined {
  const [first] = picturesIn(row);
  return first && paths.get(first.sha256);
}

/** File endings by media type. */
export const imageEndings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Gives the paths a record names for some images. */
export interface ImageFiles {
  pathsOf(pictures: readonly Picture[]): Promise<ImagePaths>;
  /** The same of frames, which stand in a folder of their own in their order. @throws MmsynthError format_unfit */
  framesIn(folder: string, pictures: readonly Picture[]): Promise<ImagePaths>;
  /** Files written by this run; those already there are used again. */
  readonly written: () => number;
}

/** No file is written: records hold their images themselves. */
export const noImageFiles = (): ImageFiles => ({
  pathsOf: async () => new Map(),
  framesIn: async () => new Map(),
  written: () => 0,
});

/** Paths are the store's own keys; no file is written. */
export function imagesByKey(): ImageFiles {
  return {
    pathsOf: async (pictures) => new Map(pictures.map(({ sha256 }) => [sha256, imageKey(sha256)])),
    framesIn: async () => {
      throw new MmsynthError(
        'format_unfit',
        'Images by key: the trainer reads a video as a folder of frames, which the store does not have; export copies.',
      );
    },
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

  async function copy({ sha256, mediaType: told }: Picture): Promise<string> {
    const bytes = told === undefined || imageEndings[told] === undefined ? await read(sha256) : undefined;
    const mediaType = bytes ? sniffMediaType(bytes) : (told ?? '');
    const name = `images/${sha256}.${imageEndings[mediaType] ?? 'bin'}`;
    if (!(await target.has(name))) {
      await target.put(name, bytes ?? (await read(sha256)), mediaType);
      written += 1;
    }
    return name;
  }

  async function copyFrame(name: string, sha256: string): Promise<void> {
    if (await target.has(name)) return;
    await target.put(name, await read(sha256), 'image/jpeg');
    written += 1;
  }

  const pathOf = (one: Picture): Promise<string> => {
    const copying = known.get(one.sha256) ?? copy(one);
    known.set(one.sha256, copying);
    if (known.size > remembered) known.delete(known.keys().next().value ?? '');
    return copying;
  };

  return {
    pathsOf: async (pictures) =>
      new Map(await Promise.all(pictures.map(async (one) => [one.sha256, await pathOf(one)] as const))),
    async framesIn(folder, pictures) {
      const paths = new Map<string, string>();
      for (const [at, { sha256 }] of pictures.entries()) {
        const name = `${folder}frame_${at + 1}.jpg`;
        await copyFrame(name, sha256);
        paths.set(sha256, name);
      }
      return paths;
    },
    written: () => written,
  };
}
