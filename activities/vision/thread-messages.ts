import type { Detection } from '../../recipes/services.ts';
import type { VisionErrorCode } from './vision-error.ts';

/** What to look for. */
export interface Wanted {
  readonly objects: boolean;
  readonly text: boolean;
}

/** To the thread: one picture, encoded. */
export interface Job extends Wanted {
  readonly image: Uint8Array;
}

/** From the thread, one for each job. */
export type Reply =
  | { readonly ok: true; readonly detection: Detection }
  | { readonly ok: false; readonly code: VisionErrorCode; readonly message: string };
