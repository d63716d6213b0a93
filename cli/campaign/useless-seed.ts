import { readLines } from '../../activities/artifacts/dataset.ts';
import type { Manifest } from '../../activities/artifacts/manifest.ts';
import { reject } from '../../activities/artifacts/reject.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { MmsynthError } from '../../activities/errors.ts';

/** `seed_empty` for a sealed import that kept nothing, with the first record's reason. */
export async function uselessSeed(store: ArtifactStore, imported: Manifest): Promise<MmsynthError> {
  const { campaign, counts, shards } = imported;
  const [first] = await Promise.all(
    shards.slice(0, 1).map(({ shard, rejects }) => readLines(store, imported, 'rejects', shard, rejects)),
  );
  const why = first?.slice(0, 1).map((line) => {
    const { reason, detail } = reject.parse(line);
    const said = detail?.['message'] ?? detail?.['text'];
    return `, the first as ${reason}${typeof said === 'string' && !isBinary(said) ? ` (${oneLine(said)})` : ''}`;
  });
  return new MmsynthError(
    'seed_empty',
    `campaign '${campaign}' has no usable seed record: all ${counts.total} were dropped or failed at import${why?.[0] ?? ''}; ` +
      'correct the seed or input.images and launch it under another name.',
  );
}

/** Bytes that are no UTF-8 are read as U+FFFD. */
const isBinary = (text: string): boolean => text.includes('\uFFFD');

const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 100);
