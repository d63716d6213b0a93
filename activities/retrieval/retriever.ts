import type { Retrieval, RetrievalQuery } from '../../recipes/retrieval.ts';

/** A place to search, opened from a campaign's retrieval settings. */
export interface Retriever {
  /** Whether `search_by_image` can be asked; else the picture's caption is searched for. */
  readonly byImage: boolean;
  /**
   * Answers a query. Waits while the service is down or asks for patience; throws ItemFailure `retrieval_error` where it
   * refuses this query, MmsynthError where it would refuse every one.
   */
  search(query: RetrievalQuery, signal: AbortSignal): Promise<Retrieval>;
  /** What it waits for, if anything. */
  waitingFor(): string | undefined;
  close(): void;
}
