import type { Row } from '../../../recipes/item-program.ts';
import type { ArtifactStore, CallOptions } from '../../artifacts/store.ts';
import type { Identity } from '../../campaigns/identity.ts';
import { MmsynthError } from '../../errors.ts';
import { conversation, toOpenAi, type Conversation } from '../conversation.ts';
import { recipeExports } from '../converters.ts';
import { fileForms, type ExportFormat } from '../format.ts';
import type { ExportTarget } from '../target.ts';
import type { DatasetWriter } from './dataset-writer.ts';
import { internvlWriter } from './internvl-writer.ts';
import { parquetWriter } from './parquet-writer.ts';
import { textWriter } from './text-writer.ts';
import { webdatasetWriter } from './webdataset-writer.ts';

interface Place extends CallOptions {
  readonly store: ArtifactStore;
  readonly target: ExportTarget;
}

/** Opens the writer of a format for a campaign's recipe. Throws `format_unknown` where the recipe has no such records. */
export async function openWriter(format: ExportFormat, identity: Identity, place: Place): Promise<DatasetWriter> {
  const { store, target, ...options } = place;
  const { formats, preferences } = recipeExports[identity.recipe];
  const toConversation = (row: Row, images: readonly string[]): Conversation | undefined => {
    const record = formats.llava(row, images[0], images);
    return record && conversation.parse(record);
  };
  switch (format) {
    case 'llava':
    case 'sharegpt':
      return textWriter(target, fileForms[format], (row, images) => {
        const record = formats[format](row, images[0], images);
        return record ? [record] : [];
      });
    case 'openai':
      return textWriter(target, fileForms.openai, (row, images) => {
        const record = toConversation(row, images);
        return record ? [toOpenAi(record)] : [];
      });
    case 'preferences':
      if (!preferences)
        throw new MmsynthError(
          'format_unknown',
          `--format preferences: campaign '${identity.campaign}' of recipe ${identity.recipe} has no preference pairs; choose another format.`,
        );
      return textWriter(target, fileForms.preferences, (row, images) => preferences(row, images[0]));
    case 'internvl':
      return internvlWriter(target, identity, toConversation);
    case 'parquet':
      return parquetWriter(target, toConversation);
    case 'webdataset':
      return webdatasetWriter(target, store, toConversation, options);
  }
}
