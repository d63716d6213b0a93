import type { Proposals } from '../../recipes/services.ts';
import type { VisionErrorCode } from './vision-error.ts';

/** What to look for. */
export interface Wanted {
  readonly objects: boolean;
  readonly text: boolean;
}

/** To the process: one picture, encoded; `nsfw` names the weights' file of the rating. */
export type Job =
  | ({ readonly kind: 'propose'; readonly image: Uint8Array } & Wanted)
  | { readonly kind: 'nsfw'; readonly image: Uint8Array; readonly weights: string };

/** What a job of each kind gives. */
export interface Found {
  readonly propose: Proposals;
  readonly nsfw: number;
}
export type JobOf<Kind extends Job['kind']> = Extract<Job, { readonly kind: Kind }>;

/** From the process, one for each job. */
export type Reply =
  | { readonly ok: true; readonly found: Found[Job['kind']] }
  | { readonly ok: false; readonly code: VisionErrorCode; readonly message: string };
