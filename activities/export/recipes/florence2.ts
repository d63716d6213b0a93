import type { Row } from '../../../recipes/item-program.ts';
import { pictureRow, type PictureRow } from '../../../recipes/florence2/index.ts';
import { toGrounding } from '../../../recipes/florence2/export/grounding.ts';
import { toMmevolSeed } from '../../../recipes/florence2/export/mmevol-seed.ts';
import { lines, type ExportRecord } from '../format.ts';
import { firstOf } from '../image-files.ts';
import type { RecipeExport } from '../recipe-export.ts';
import type { ExportTarget } from '../target.ts';
import { cocoWriter } from '../writers/coco-writer.ts';
import type { DatasetWriter } from '../writers/dataset-writer.ts';
import { textWriter } from '../writers/text-writer.ts';

type Picture = PictureRow & { readonly id: string };

const plain = (value: unknown): ExportRecord => value as ExportRecord;
const pictureIn = (row: Row): Picture => ({ ...pictureRow.parse(row), id: row.id });

/** A file of one record a picture, or none. */
const oneEach =
  (file: string, recordOf: (picture: Picture, image: string) => ExportRecord | undefined) =>
  (target: ExportTarget): Promise<DatasetWriter> =>
    textWriter(target, { ...lines, file }, (row, paths) => {
      const record = recordOf(pictureIn(row), firstOf(row, paths) ?? '');
      return record === undefined ? [] : [record];
    });

/** Annotated pictures in the forms that trainers and evaluators read. */
export const florence2Export: RecipeExport = {
  formats: {},
  writers: {
    annotations: oneEach('annotations.jsonl', ({ image: about, image_path: _, ...rest }, image) =>
      plain({ ...rest, image, sha256: about.sha256, width: about.width, height: about.height }),
    ),
    coco: (target) => cocoWriter(target, pictureIn),
    internvl: oneEach('grounding.jsonl', toGrounding),
    'mmevol-seed': oneEach('seed.jsonl', toMmevolSeed),
  },
  turns: () => 0,
};
