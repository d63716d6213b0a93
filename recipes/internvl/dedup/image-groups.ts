import type { WholeServices } from '../../whole-stage.ts';
import { hashesOf } from './hamming-index.ts';
import { similarHashes } from './similar-hashes.ts';

/** Group of each image: those whose perceptual hashes are alike share one; an image without a hash has one of its own. */
export async function imageGroups(
  phashes: readonly (string | undefined)[],
  hamming: number,
  services: Pick<WholeServices, 'breathe'>,
): Promise<Int32Array> {
  const hashed = phashes.flatMap((hash, image) => (hash === undefined ? [] : [image]));
  const hashes = hashesOf(hashed.map((image) => phashes[image] as string));
  const groups = await similarHashes(hashes, hamming, services);
  const found = Int32Array.from(phashes.keys());
  for (const [at, image] of hashed.entries()) found[image] = hashed[groups.find(at)] as number;
  return found;
}
