import { retrievalSettings } from '../../recipes/retrieval.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { embeddingModel } from './embeddings/embedding-model.ts';
import { readCorpus } from './corpus/stored-corpus.ts';
import { serviceAccess } from './live/service-access.ts';
import { liveServices } from './live/services.ts';

/**
 * Checks before a launch that what the options would search can be searched. Throws `corpus_not_found`, `spec_invalid`. A
 * service's key is the workers', so it is not looked for here.
 */
export async function demandRetrieval(
  options: Readonly<Record<string, unknown>>,
  models: Readonly<Record<string, unknown>>,
  store: ArtifactStore,
): Promise<void> {
  const settings = retrievalSettings.optional().parse(options['retrieval']);
  if (settings === undefined) return;
  embeddingModel(settings, models);
  if (settings.provider === 'embedded') await readCorpus(store, settings.corpus);
  else serviceAccess(settings, liveServices[settings.provider], {});
}
