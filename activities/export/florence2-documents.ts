import type { Row } from '../../recipes/item-program.ts';
import { pictureRow, type PictureRow } from '../../recipes/florence2/index.ts';
import { cocoAnnotations, cocoImage } from '../../recipes/florence2/export/coco.ts';
import { toGrounding } from '../../recipes/florence2/export/grounding.ts';
import { toMmevolSeed } from '../../recipes/florence2/export/mmevol-seed.ts';
import { jsonLines, type DocumentFile, type DocumentList } from './document.ts';
import type { ExportFormat, ExportRecord } from './format.ts';

const plain = (value: unknown): ExportRecord => value as ExportRecord;
const pictureIn = (row: Row): PictureRow & { readonly id: string } => ({ ...pictureRow.parse(row), id: row.id });

/** Annotated pictures in the forms that trainers and evaluators read. */
export const florence2Documents = {
  annotations: () => [
    jsonLines('annotations.jsonl', (row, image) => {
      const { image: about, image_path: _, ...rest } = pictureIn(row);
      return [plain({ ...rest, image, sha256: about.sha256, width: about.width, height: about.height })];
    }),
  ],
  coco: () => {
    type Numbers = ReturnType<typeof cocoAnnotations>;
    const file = (name: string, of: (numbers: Numbers) => Numbers['captions'], categories: boolean): DocumentFile => {
      const numbers = cocoAnnotations();
      const annotationsOf = of(numbers);
      const list = (head: string, rest: Partial<DocumentList>): DocumentList => ({
        head,
        separator: ',\n',
        tail: '\n]',
        ...rest,
      });
      return {
        file: `coco/${name}.json`,
        mediaType: 'application/json',
        lists: [
          list('{"images": [\n', { records: (row, image, index) => [cocoImage(pictureIn(row), image, index)] }),
          list(',\n"annotations": [\n', { records: (row, _, index) => annotationsOf(pictureIn(row), index) }),
          list(',\n"categories": [\n', {
            after: () => (categories ? numbers.categories() : []),
            tail: '\n]}\n',
          }),
        ],
      };
    };
    return [
      file('detections', ({ detections }) => detections, true),
      file('segmentations', ({ segmentations }) => segmentations, true),
      file('captions', ({ captions }) => captions, false),
    ];
  },
  internvl: () => [jsonLines('grounding.jsonl', (row, image) => some(toGrounding(pictureIn(row), image)))],
  'mmevol-seed': () => [jsonLines('seed.jsonl', (row, image) => some(toMmevolSeed(pictureIn(row), image)))],
} satisfies Partial<Record<ExportFormat, () => readonly DocumentFile[]>>;

const some = (record: ExportRecord | undefined): readonly ExportRecord[] => (record === undefined ? [] : [record]);
