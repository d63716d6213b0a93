import type { ModelSettings } from '../../campaigns/model-settings.ts';
import type { ChatBody } from '../completion.ts';
import { sendAttempt, type Wire } from '../wire/attempt.ts';

/**
 * One-token request, or one for a vector, that tells a broken endpoint from a request that breaks it, when nothing else is under way to tell: without
 * it the last items of a campaign would be asked for ever if the endpoint fails on just them.
 */
export async function answersCanary(
  wire: Wire,
  settings: ModelSettings,
  baseUrl: string,
  signal: AbortSignal,
  embed?: ChatBody['embed'],
): Promise<boolean> {
  const body = {
    model: settings.model,
    messages: [{ role: 'user', content: 'Reply with the word ready.' }] as const,
    maxTokens: 1,
    temperature: 0,
    extra: settings.extra,
    ...(embed ? { embed: 'texts' as const } : {}),
  };
  try {
    await sendAttempt(wire, { settings, baseUrl, body, images: new Map(), signal });
    return true;
  } catch {
    return false;
  }
}
