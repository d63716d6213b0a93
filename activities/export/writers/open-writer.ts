import { conversation, toOpenAi, type ToConversation } from '../conversation.ts';
import { fileForms, isRecordFormat, type ExportFormat, type ExportRecord } from '../format.ts';
import { firstOf } from '../image-files.ts';
import type { ExportSource } from '../recipe-export.ts';
import { recipeExports } from '../recipe-exports.ts';
import type { ExportTarget } from '../target.ts';
import type { DatasetWriter } from './dataset-writer.ts';
import { internvlWriter } from './internvl-writer.ts';
import { parquetWriter } from './parquet-writer.ts';
import { textWriter } from './text-writer.ts';
import { webdatasetWriter } from './webdataset-writer.ts';

/** Opens the writer of a format that fits the campaign's recipe (`requireFit`). */
export async function openWriter(
  format: ExportFormat,
  target: ExportTarget,
  source: ExportSource,
): Promise<DatasetWriter> {
  const { store, campaign, ...options } = source;
  const { identity } = campaign;
  const { formats, writers, preferences } = recipeExports[identity.recipe];
  const ownWriter = writers?.[format];
  if (ownWriter) return ownWriter(target, source);
  const unfit = () => new Error(`recipe ${identity.recipe} has no records of the format ${format}`);
  const own = isRecordFormat(format) ? formats[format] : undefined;
  if (own && isRecordFormat(format))
    return textWriter(target, fileForms[format], (row, paths) => some(own(row, firstOf(row, paths), paths)));
  if (format === 'preferences') {
    if (!preferences) throw unfit();
    return textWriter(target, fileForms.preferences, (row, paths) => preferences(row, firstOf(row, paths)));
  }
  const { llava } = formats;
  if (!llava) throw unfit();
  const toConversation: ToConversation = (row, paths) => {
    const record = llava(row, firstOf(row, paths), paths);
    return record && conversation.parse(record);
  };
  switch (format) {
    case 'openai':
      return textWriter(target, fileForms.openai, (row, paths) => {
        const record = toConversation(row, paths);
        return some(record && toOpenAi(record));
      });
    case 'internvl':
      return internvlWriter(target, identity, toConversation);
    case 'parquet':
      return parquetWriter(target, toConversation);
    case 'webdataset':
      return webdatasetWriter(target, store, toConversation, options);
    default:
      throw unfit();
  }
}

const some = (record: ExportRecord | undefined): readonly ExportRecord[] => (record === undefined ? [] : [record]);
