import type { Row } from '../../../recipes/item-program.ts';
import { toLlava, toPreferences, toShareGpt, voteRow } from '../../../recipes/vote/index.ts';
import type { ExportRecord } from '../format.ts';
import type { RecipeExport } from '../recipe-export.ts';

const elected = (row: Row) => ({ ...voteRow.parse(row), id: row.id });
const plain = (value: unknown) => value as ExportRecord;

export const voteExport: RecipeExport = {
  formats: {
    llava: (row, image) => plain(toLlava(elected(row), image)),
    sharegpt: (row, image) => plain(toShareGpt(elected(row), image)),
  },
  preferences: (row, image) => toPreferences(elected(row), image).map(plain),
  turns: () => 1,
};
