import type { Retrieval, RetrievalQuery } from '../../recipes/retrieval.ts';

/** A place to search, opened from a campaign's retrieval settings. */
export interface Retriever {
  /**
   * Answers a query. Waits while the service is down or asks for patience; throws ItemFailure `retrieval_error` where it
   * refuses this query, MmsynthError where it would refuse every one. A search by image that it cannot do finds nothing and is
   * `degraded`.
   */
  search(query: RetrievalQuery, signal: AbortSignal): Promise<Retrieval>;
  /** What it waits for, if anything. */
  waitingFor(): string | undefined;
  close(): void;
}
