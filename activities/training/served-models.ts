import type { ModelSettings } from '../campaigns/model-settings.ts';
import { createGateway } from '../inference/index.ts';

const noImages = () => Promise.reject(new Error('a look at models reads no image'));

/** What each base URL of a role says it serves; undefined where it does not answer or lists nothing. */
export async function servedModels(
  settings: ModelSettings,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<readonly { readonly url: string; readonly models: readonly string[] | undefined }[]> {
  signal.throwIfAborted();
  const gateway = createGateway({
    models: { generator: settings },
    environment,
    images: { read: noImages, presign: noImages },
  });
  try {
    const { baseUrls } = await gateway.probe('generator');
    return baseUrls.map(({ url, models, ok }) => ({ url, models: models ?? (ok ? undefined : []) }));
  } finally {
    await gateway.close();
  }
}
