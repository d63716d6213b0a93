import { z } from 'zod';
import type { ModelSettings } from '../campaigns/model-settings.ts';
import type { Wire } from './wire/attempt.ts';
import { resolveBaseUrl } from './wire/base-url.ts';
import { readCredentials } from './wire/credentials.ts';
import { InferenceError } from './errors.ts';

export interface ProbeResult {
  /** Whether every base URL answered and, where it lists its models, lists this one. */
  readonly ok: boolean;
  readonly baseUrls: readonly BaseUrlProbe[];
}
export interface BaseUrlProbe {
  readonly url: string;
  readonly ok: boolean;
  /** Models the endpoint lists; absent when it lists none. */
  readonly models?: readonly string[];
  /** What is wrong, in words. */
  readonly problem?: string;
}

/** Time for one GET /models, in ms. @default 5 s, as an idle endpoint answers in milliseconds */
const timeoutMs = 5_000;
const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks every base URL for its models. Never throws for what an endpoint says or fails to say. */
export async function probeEndpoint(wire: Wire, settings: ModelSettings, signal: AbortSignal): Promise<ProbeResult> {
  const baseUrls = await Promise.all(settings.baseUrls.map((url) => probeBaseUrl(wire, settings, url, signal)));
  return { ok: baseUrls.every(({ ok }) => ok), baseUrls };
}

async function probeBaseUrl(
  { transport, environment }: Wire,
  settings: ModelSettings,
  baseUrl: string,
  signal: AbortSignal,
): Promise<BaseUrlProbe> {
  let label = baseUrl;
  try {
    const api = resolveBaseUrl(baseUrl, environment);
    label = api.label;
    const { headers } = readCredentials(settings.apiKeyEnv, environment);
    const { status, body } = await transport.send({
      method: 'GET',
      url: api.models,
      headers: { ...headers, accept: 'application/json' },
      timeoutMs,
      signal,
    });
    // Some servers have no model list; that they answer is enough.
    if (status === 404 || status === 405) return { url: label, ok: true };
    if (status !== 200) return { url: label, ok: false, problem: `GET /models answered HTTP ${status}` };
    const parsed = modelList.safeParse(parseJson(body));
    if (!parsed.success) return { url: label, ok: true };
    const models = parsed.data.data.map(({ id }) => id);
    if (models.length === 0 || models.includes(settings.model)) return { url: label, ok: true, models };
    return {
      url: label,
      ok: false,
      models,
      problem: `model '${settings.model}' is not among ${models.slice(0, 8).join(', ')}`,
    };
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    return { url: label, ok: false, problem: error.message };
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
