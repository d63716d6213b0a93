import type { ModelSettings } from '../../campaigns/model-settings.ts';
import type { ChatBody } from '../completion.ts';
import type { InferenceError } from '../errors.ts';

/** How an answer's JSON is asked for, strongest first. `none` leaves it to the prompt. */
export type FormatLevel = 'json_schema' | 'json_object' | 'none';

const settled: Record<ModelSettings['responseFormat'], FormatLevel> = {
  auto: 'json_schema',
  json_schema: 'json_schema',
  json_object: 'json_object',
  text: 'none',
};
const weaker: Record<FormatLevel, FormatLevel> = { json_schema: 'json_object', json_object: 'none', none: 'none' };

/** The `response_format` field, or undefined for a call without schema. */
export function responseFormat(level: FormatLevel, schema: ChatBody['schema']): object | undefined {
  if (schema === undefined || level === 'none') return undefined;
  if (level === 'json_object') return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: schema.name, schema: schema.schema, strict: true } };
}

/** What each base URL and model was found to take. Only `auto` learns. */
export interface FormatMemory {
  level(mode: ModelSettings['responseFormat'], baseUrl: string, model: string): FormatLevel;
  /** Notes a refusal of `level`; true when the request is worth sending again with a weaker one. */
  refused(mode: ModelSettings['responseFormat'], baseUrl: string, model: string, level: FormatLevel): boolean;
}

export function createFormatMemory(): FormatMemory {
  const learned = new Map<string, FormatLevel>();
  const keyOf = (baseUrl: string, model: string): string => JSON.stringify([baseUrl, model]);
  return {
    level: (mode, baseUrl, model) => (mode === 'auto' && learned.get(keyOf(baseUrl, model))) || settled[mode],
    refused(mode, baseUrl, model, level) {
      if (mode !== 'auto' || level === 'none') return false;
      const key = keyOf(baseUrl, model);
      // Requests that were under way with the same level must not weaken it twice.
      if ((learned.get(key) ?? settled.auto) === level) learned.set(key, weaker[level]);
      return true;
    },
  };
}

/** Whether a 400 or 422 is about the response format and not about the request itself. */
export function namesResponseFormat(error: InferenceError): boolean {
  return (
    error.code === 'bad_request' && /response_?format|json_schema|json_object|guided|structured/i.test(error.message)
  );
}
