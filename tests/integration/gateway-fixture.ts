import { modelSettings, type ModelSettings } from '../../activities/campaigns/model-settings.ts';
import {
  createGateway,
  type CompletionRequest,
  type Gateway,
  type ImageSource,
} from '../../activities/inference/index.ts';
import type { z } from 'zod';

export const noImages: ImageSource = {
  read: () => Promise.reject(new Error('no image is expected')),
  presign: () => Promise.reject(new Error('no image is expected')),
};

export function settingsFor(
  baseUrls: readonly string[],
  over: Partial<z.input<typeof modelSettings>> = {},
): ModelSettings {
  return modelSettings.parse({ model: 'scripted', baseUrls: [...baseUrls], timeoutSeconds: 20, ...over });
}

export function gatewayFor(
  baseUrls: readonly string[],
  over: Partial<z.input<typeof modelSettings>> = {},
  rest: { images?: ImageSource; environment?: Record<string, string | undefined> } = {},
): Gateway {
  const { images = noImages, environment = {} } = rest;
  return createGateway({ models: { generator: settingsFor(baseUrls, over) }, images, environment });
}

/** A request with a row marker, and what else of the body is wanted. */
export function ask(row: number, body: Partial<CompletionRequest['body']> = {}): CompletionRequest {
  const messages = [{ role: 'user', content: `ROW-${row} What do you see?` }] as const;
  return {
    model: 'generator',
    body: { model: 'scripted', messages, maxTokens: 64, temperature: 1, seed: row, ...body },
  };
}

export const { signal: never } = new AbortController();

/** Polls until it holds; jest's own time-out is the limit. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
