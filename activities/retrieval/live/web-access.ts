import type { ArtifactStore } from '../../artifacts/store.ts';
import type { WebFetcher } from '../fetch/fetch-web.ts';

/** The web, and the store where what is fetched of it is kept. */
export interface WebAccess {
  readonly store: ArtifactStore;
  readonly fetcher: WebFetcher;
  readonly now: () => Date;
}
