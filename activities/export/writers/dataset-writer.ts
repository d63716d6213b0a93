import type { Row } from '../../../recipes/item-program.ts';

/** Writes the rows of a dataset in one format. */
export interface DatasetWriter {
  /** `images`: paths of the row's images, in order. Returns how many records came of it. */
  take(row: Row, images: readonly string[]): Promise<number>;
  /** Makes the files visible, the one that names the others last. */
  finish(): Promise<WrittenFiles>;
  /** Leaves no unfinished file behind. */
  discard(): Promise<void>;
}

export interface WrittenFiles {
  /** Name of the file to begin with, within the place. */
  readonly file: string;
  readonly bytes: number;
}
