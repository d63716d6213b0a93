/** A readable object and what the store says of it. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
}

/** `exists`: an object was there before; nothing was written. */
export type PutOutcome = 'created' | 'exists';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * The object store as the system uses it: immutable objects under one prefix, written once by conditional put.
 * Keys are relative to the prefix. While the store cannot be reached or has no room every call waits and asks again as long
 * as its patience lasts; a refusal (4xx) throws `store_refused` at once.
 */
export interface ArtifactStore {
  /** `s3://bucket/prefix` for people. */
  readonly address: string;
  putOnce(key: string, body: string | Uint8Array, contentType: string, options?: CallOptions): Promise<PutOutcome>;
  /** The whole object, or undefined where there is none. */
  get(key: string, options?: CallOptions): Promise<Buffer | undefined>;
  exists(key: string, options?: CallOptions): Promise<boolean>;
  /** Objects whose key starts with `prefix`, in key order. */
  list(prefix: string, options?: CallOptions): AsyncIterable<StoredObject>;
  /** Names one level below `prefix` (which ends in `/`) that hold further keys, in order, without what lies under them. */
  listFolders(prefix: string, options?: CallOptions): AsyncIterable<string>;
  /** Presigned GET, valid for an hour. */
  presign(key: string): Promise<string>;
  close(): void;
}
