import type { Identity } from '../campaigns/identity.ts';
import { MmsynthError } from '../errors.ts';
import { exportFormats, isRecordFormat, type ExportFormat } from './format.ts';
import type { RecipeExport } from './recipe-export.ts';
import { recipeExports } from './recipe-exports.ts';

/** Formats made from LLaVA's record. */
const fromConversation: readonly ExportFormat[] = ['internvl', 'openai', 'parquet', 'webdataset'];

/** Formats a recipe's rows can be written in. */
function fittingFormats({ formats, writers = {}, preferences }: RecipeExport): readonly ExportFormat[] {
  return exportFormats.filter(
    (format) =>
      writers[format] ||
      (isRecordFormat(format) && formats[format]) ||
      (formats.llava && fromConversation.includes(format)) ||
      (preferences && format === 'preferences'),
  );
}

/** Throws `format_unfit` where the campaign's rows have no such form. */
export function requireFit({ campaign, recipe }: Identity, format: ExportFormat): void {
  const fitting = fittingFormats(recipeExports[recipe]);
  if (fitting.includes(format)) return;
  throw new MmsynthError(
    'format_unfit',
    `--format ${format}: campaign '${campaign}' of recipe ${recipe} has no such records; choose ${fitting.join(' or ')}.`,
  );
}
