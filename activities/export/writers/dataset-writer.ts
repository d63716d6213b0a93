import type { Row } from '../../../recipes/item-program.ts';
import type { ImagePaths } from '../image-files.ts';

/** Writes the rows of a dataset in one format. */
export interface DatasetWriter {
  /** `paths`: of the row's images. Returns how many records came of it. */
  take(row: Row, paths: ImagePaths): Promise<number>;
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
