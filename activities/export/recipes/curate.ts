import type { Row } from '../../../recipes/item-program.ts';
import { toLlavaSample, toShareGptSample, turnCount } from '../../../recipes/curate/index.ts';
import { picturesIn, type ImagePaths } from '../image-files.ts';
import type { RecipeExport } from '../recipe-export.ts';

/** Paths in the order of the sample's placeholders; one image may be shown twice. */
const shownIn = (row: Row, paths: ImagePaths): readonly string[] =>
  picturesIn(row).flatMap(({ sha256 }) => paths.get(sha256) ?? []);

export const curateExport: RecipeExport = {
  formats: {
    llava: (row, _, paths) => toLlavaSample(row, shownIn(row, paths)),
    sharegpt: (row, _, paths) => toShareGptSample(row, shownIn(row, paths)),
  },
  turns: turnCount,
};
