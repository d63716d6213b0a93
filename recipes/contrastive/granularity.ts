import { z } from 'zod';

/** What a caption is about, from coarse to fine. */
export const granularity = z.enum(['short', 'scene', 'attribute', 'relation', 'text']);
export type Granularity = z.infer<typeof granularity>;

/** What an edit changes: exactly one thing of a caption. */
export const editType = z.enum(['object', 'attribute', 'count', 'relation', 'order', 'text']);
export type EditType = z.infer<typeof editType>;
