import type { RetrievalSettings } from '../../../recipes/retrieval.ts';
import { MmsynthError } from '../../errors.ts';

/** The entry of `models` that gives embeddings, where the settings name one. Throws `spec_invalid` where there is no such entry. */
export function embeddingModel<Model>(
  settings: RetrievalSettings,
  models: Readonly<Record<string, Model>>,
): Model | undefined {
  if (settings.provider !== 'embedded' || settings.embeddings === undefined) return undefined;
  const model = models[settings.embeddings];
  if (model !== undefined) return model;
  throw new MmsynthError(
    'spec_invalid',
    `options.retrieval.embeddings: models has no '${settings.embeddings}'; add it, or leave embeddings out.`,
  );
}
