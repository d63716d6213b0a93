import type { Row } from '../../../recipes/item-program.ts';
import type { ArtifactStore, CallOptions } from '../../artifacts/store.ts';
import type { Identity } from '../../campaigns/identity.ts';
import { MmsynthError } from '../../errors.ts';
import { conversation, toOpenAi, type Conversation } from '../conversation.ts';
import { recipeExports } from '../converters.ts';
import { derivedFormats, fileForms, type ExportFormat } from '../format.ts';
import type { ExportTarget } from '../target.ts';
import type { DatasetWriter, ImagePaths } from './dataset-writer.ts';
import { internvlWriter } from './internvl-writer.ts';
import { parquetWriter } from './parquet-writer.ts';
import { textWriter } from './text-writer.ts';
import { webdatasetWriter } from './webdataset-writer.ts';

interface Place extends CallOptions {
  readonly store: ArtifactStore;
  readonly target: ExportTarget;
}

/** Throws `format_unfit` where the recipe's rows have no such form. */
export function demandFormat({ campaign, recipe }: Identity, format: ExportFormat): void {
  const { formats, preferences } = recipeExports[recipe];
  const fit = new Set<string>([
    ...Object.keys(formats),
    ...(formats.llava ? derivedFormats : []),
    ...(preferences ? ['preferences'] : []),
  ]);
  if (fit.has(format)) return;
  throw new MmsynthError(
    'format_unfit',
    `campaign '${campaign}' of recipe ${recipe} cannot be exported as ${format}; choose ${[...fit].sort().join(' or ')}.`,
  );
}

/** Opens the writer of a format that `demandFormat` let pass. */
export async function openWriter(format: ExportFormat, identity: Identity, place: Place): Promise<DatasetWriter> {
  const { store, target, ...options } = place;
  const { formats, preferences, images = () => [] } = recipeExports[identity.recipe];
  const toConversation = (row: Row, { image, further }: ImagePaths): Conversation | undefined => {
    const record = formats.llava?.(row, image, further);
    return record && conversation.parse(record);
  };
  switch (format) {
    case 'dynvqa':
    case 'llava':
    case 'sharegpt':
      return textWriter(target, fileForms[format], (row, { image, further }) => {
        const record = formats[format]?.(row, image, further);
        return record ? [record] : [];
      });
    case 'openai':
      return textWriter(target, fileForms.openai, (row, paths) => {
        const own = formats.openai;
        const made = own ? undefined : toConversation(row, paths);
        const record = own ? own(row, paths.image, paths.further) : made && toOpenAi(made);
        return record ? [record] : [];
      });
    case 'preferences':
      return textWriter(target, fileForms.preferences, (row, { image }) => preferences?.(row, image) ?? []);
    case 'internvl':
      return internvlWriter(target, identity, toConversation);
    case 'parquet':
      return parquetWriter(target, toConversation);
    case 'webdataset':
      return webdatasetWriter(target, store, images, toConversation, options);
  }
}
