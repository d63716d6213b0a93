import type { RetrievalTool } from './retrieval.ts';

/** Model calls to expect of an imported row, or of a whole round. */
export interface ExpectedCall {
  /** Role that is asked. */
  readonly model: string;
  /** Mean number of calls. */
  readonly calls: number;
  /** Most calls: every gate is passed, every sample used, and no answer asked for again. @default as many as `calls` */
  readonly atMost?: number;
  /** Of one call. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly images: number;
}

/** Searches to expect of an imported row. */
export interface ExpectedSearch {
  /** Tools one of which is asked each time: their prices tell what it costs. */
  readonly tools: readonly RetrievalTool[];
  readonly calls: number;
  /** @default as many as `calls` */
  readonly atMost?: number;
}

export const mostOf = ({ calls, atMost = calls }: { readonly calls: number; readonly atMost?: number }): number =>
  atMost;
