import type { Row } from '../../../recipes/item-program.ts';
import { imageRecord, toLlava, toShareGpt } from '../../../recipes/mmevol/index.ts';
import type { ExportRecord } from '../format.ts';
import type { RecipeExport } from '../recipe-export.ts';

const evolved = (row: Row) => ({ id: row.id, conversations: imageRecord.parse(row).conversations });
const plain = (value: unknown) => value as ExportRecord;

export const mmevolExport: RecipeExport = {
  formats: {
    llava: (row, image = '') => plain(toLlava(evolved(row), image)),
    sharegpt: (row, image = '') => plain({ id: row.id, ...toShareGpt(evolved(row), image) }),
  },
  turns: (row) => evolved(row).conversations.length,
};
