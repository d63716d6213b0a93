import type { Row } from '../../../recipes/item-program.ts';

/** Where a row's images stand. */
export interface ImagePaths {
  /** Of the row's own image. */
  readonly image: string | undefined;
  /** Of its further images, by sha256. */
  readonly further: ReadonlyMap<string, string>;
}

/** Writes the rows of a dataset in one format. */
export interface DatasetWriter {
  /** Returns how many records came of the row. */
  take(row: Row, paths: ImagePaths): Promise<number>;
  /** Name of the file to begin with, within the place. */
  readonly file: () => string;
  /** Makes the files visible, the one that names the others last; returns their bytes. */
  finish(): Promise<number>;
  /** Leaves no unfinished file behind. */
  discard(): Promise<void>;
}
