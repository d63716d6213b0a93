/** A file under construction; it appears under its name only when it is finished. */
export interface TextFile {
  write(content: string | Uint8Array): Promise<void>;
  /** Makes it visible; returns its size in bytes. */
  finish(): Promise<number>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Where an export goes: a directory or a prefix of a bucket. Names use `/`. */
export interface ExportTarget {
  /** The place as a person would write it. */
  readonly address: string;
  /** A small file, or undefined where it is not there. */
  read(name: string): Promise<Buffer | undefined>;
  isEmpty(): Promise<boolean>;
  /** Removes what killed exports left under construction. */
  sweep(): Promise<void>;
  has(name: string): Promise<boolean>;
  put(name: string, bytes: Uint8Array | string, mediaType: string): Promise<void>;
  open(name: string, mediaType: string): Promise<TextFile>;
  close(): void;
}
