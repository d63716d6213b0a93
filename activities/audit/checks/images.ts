import { z } from 'zod';
import type { Row } from '../../../recipes/item-program.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { imageKey } from '../../artifacts/keys.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { Finding } from './finding.ts';

const shown = z.looseObject({ sha256: z.string() });
const withImage = z.looseObject({
  image: shown.optional().catch(undefined),
  images: z.array(shown).optional().catch(undefined),
});

/** Content hashes of the images that rows show, each once. */
export function imagesOf(rows: readonly Row[]): Set<string> {
  return new Set(
    rows.flatMap((row) => {
      const { image, images = [] } = withImage.parse(row);
      return [...(image ? [image] : []), ...images].map(({ sha256: hash }) => hash);
    }),
  );
}

/** The image is there and hashes to its name. */
export async function checkImage(store: ArtifactStore, hash: string): Promise<Finding[]> {
  const bytes = await store.get(imageKey(hash));
  if (!bytes) return [{ code: 'image_missing', at: hash, message: `${imageKey(hash)} is not in the store` }];
  const found = sha256(bytes);
  return found === hash ? [] : [{ code: 'image_mismatch', at: hash, message: `${imageKey(hash)} hashes to ${found}` }];
}
