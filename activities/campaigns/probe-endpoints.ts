import { MmsynthError } from '../errors.ts';
import { createGateway } from '../inference/index.ts';
import type { ModelSettings } from './model-settings.ts';

const noImages = () => Promise.reject(new Error('a probe reads no image'));

/** Asks every endpoint for its models. Throws `endpoint_unreachable` naming the role, the address and what it said. */
export async function probeEndpoints(
  models: Readonly<Record<string, ModelSettings>>,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const gateway = createGateway({ models, environment, images: { read: noImages, presign: noImages } });
  try {
    for (const role of Object.keys(models)) {
      const { baseUrls } = await gateway.probe(role);
      // An endpoint that answers but lists other models may be a router with aliases: the first request will tell.
      if (baseUrls.some(({ ok, models: listed }) => ok || listed !== undefined)) continue;
      const { url, problem } = baseUrls[0] ?? { url: 'no address', problem: undefined };
      throw new MmsynthError(
        'endpoint_unreachable',
        `models.${role} cannot be used at ${url}: ${problem ?? 'no answer'}; correct its baseUrls, model or apiKeyEnv, or start the endpoint.`,
      );
    }
  } finally {
    await gateway.close();
  }
}
