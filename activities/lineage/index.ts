export { traceRow, type TraceRequest } from './trace-row.ts';
export type { Fall, Hop, TracedCall, TraceResult } from './trace-result.ts';
export { renderTrace } from './render-trace.ts';
