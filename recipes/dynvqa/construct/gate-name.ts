import { z } from 'zod';

/** Gates of the construction that a spec may leave out. Section 3.2 of the specification. */
export const gateName = z.enum(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A12']);
export type GateName = z.infer<typeof gateName>;
