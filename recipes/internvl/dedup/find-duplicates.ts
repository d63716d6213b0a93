import type { WholeServices } from '../../whole-stage.ts';
import { duplicatesOf, type Duplicate } from './duplicates.ts';
import { fingerprints, type Candidate } from './fingerprints.ts';
import { imageGroups } from './image-groups.ts';
import { joinEqual } from './join-equal.ts';
import { joinImages } from './join-images.ts';
import { joinSimilar } from './join-similar.ts';
import { minHash } from './min-hash.ts';
import type { DedupSettings } from './settings.ts';
import { normalisedText, shingleHashes } from './shingles.ts';
import { signatureFile } from './signature-file.ts';
import { unionFind } from './union-find.ts';

export interface DuplicateFinder {
  add(candidate: Candidate): Promise<void> | undefined;
  /** After the last: what each sample is a duplicate of, by the order they were added. */
  find(): Promise<(index: number) => Duplicate | undefined>;
}

/**
 * Finds equal and nearly equal samples: exact by text and image, MinHash-LSH by text among samples about one picture or none,
 * perceptual hashes for what is one picture. Candidates are verified by their signatures and joined by union-find; the sample of
 * the highest rank stays, of equal ones that with the lowest id. Signatures and buckets lie on scratch files; in memory are about
 * 60 bytes a sample.
 */
export function duplicateFinder(
  services: Pick<WholeServices, 'scratch' | 'breathe'>,
  settings: DedupSettings,
): DuplicateFinder {
  const known = fingerprints();
  const signatures = signatureFile(services.scratch('signatures'));
  return {
    add(candidate) {
      known.add(candidate);
      return signatures.add(minHash(shingleHashes(normalisedText(candidate.text))));
    },
    async find() {
      await signatures.finish();
      const groups = await imageGroups(known.images(), settings.hamming, services);
      const groupOf = (index: number): number => (known.image(index) < 0 ? -1 : (groups[known.image(index)] as number));
      const same = unionFind(known.size());
      const closest = new Float32Array(known.size());
      const repeats = new Uint8Array(known.size());
      const grouping = { services, settings, known, signatures, groupOf, same, repeats, closest };
      if (settings.imageAlone) joinImages(grouping);
      await joinEqual(grouping);
      await joinSimilar(grouping);
      return duplicatesOf(grouping);
    },
  };
}
