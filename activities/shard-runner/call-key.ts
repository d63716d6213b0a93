import { hashOf } from '../../recipes/sha256.ts';

/** Where a call stands: with the canonical request it makes the journal key. */
export interface CallPlace {
  readonly root: string;
  readonly round: number;
  readonly stage: string;
  readonly item: string;
  readonly call: string;
  readonly sample: number;
  /** Re-asks after an invalid or cut-short answer. */
  readonly ask: number;
  /** Revision of a retry, on the call that failed and those after it; absent before any retry. */
  readonly revision?: number;
}

export interface CallKey {
  /** Journal key: sha256 of place and request. */
  readonly key: string;
  /** sha256 of the canonical request alone. */
  readonly request: string;
  /** Sampling seed, made from the key; not part of the request. */
  readonly seed: number;
}

/** Key of a call. `request` holds model, messages, image hashes and sampling settings; no base URL, credential or seed. */
export function callKey(place: CallPlace, request: unknown): CallKey {
  const requestHash = hashOf(request);
  const key = hashOf([place, requestHash]);
  return { key, request: requestHash, seed: parseInt(key.slice(0, 7), 16) };
}
