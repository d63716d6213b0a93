import { ItemFailure } from '../../../recipes/outcome.ts';
import type { Hit } from '../../../recipes/retrieval.ts';
import { checkImage } from '../../import/check-image.ts';
import { FetchError } from '../fetch/fetch-error.ts';
import { storeSnapshot } from '../fetch/store-snapshot.ts';
import { perceptualHash } from '../perceptual-hash.ts';
import type { WebAccess } from './web-access.ts';

const types = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** Fetches the first of these addresses that gives a picture and puts it into the store; undefined where none does. */
export async function storeWebImage(
  { store, fetcher, now }: WebAccess,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Hit['image']> {
  for (const url of addresses) {
    try {
      const page = await fetcher.fetch({ url, accept: types, signal });
      const source = { size: async () => page.body.length, read: async () => page.body, close: () => undefined };
      const { sha256, width, height } = await checkImage(source, url);
      await storeSnapshot(store, url, page, now(), { signal });
      return { sha256, width, height, phash: await perceptualHash(page.body) };
    } catch (error) {
      if (!(error instanceof FetchError || error instanceof ItemFailure)) throw error;
    }
  }
  return undefined;
}
