import type { InferCall, Message } from '../../recipes/services.ts';
import type { Identity } from '../campaigns/identity.ts';

type ModelIdentity = Identity['models'][string];

/** A request as it is hashed and sent: everything that shapes the answer, no address, credential or seed. */
export interface CanonicalRequest {
  /** Of a request for vectors. */
  readonly embed?: 'texts' | 'message';
  readonly model: string;
  readonly messages: readonly Message[];
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP?: number;
  readonly schema?: InferCall<unknown>['schema'];
  readonly responseFormat: string;
  readonly image: ModelIdentity['image'];
  readonly extra: ModelIdentity['extra'];
}

export function canonicalRequest(
  model: ModelIdentity,
  call: InferCall<unknown>,
  messages: readonly Message[],
): CanonicalRequest {
  return {
    model: call.served ?? model.model,
    messages,
    maxTokens: call.maxTokens ?? model.maxTokens,
    temperature: call.temperature ?? model.temperature,
    ...(model.topP === undefined ? {} : { topP: model.topP }),
    ...(call.schema === undefined ? {} : { schema: call.schema }),
    responseFormat: model.responseFormat,
    image: model.image,
    extra: model.extra,
  };
}

/** The role that answers: the one asked for, or, where the spec has only one of `a|b`, the other. */
export function resolveRole(models: Readonly<Record<string, unknown>>, role: string): string {
  if (models[role]) return role;
  const [only] = Object.keys(models);
  if (only === undefined) throw new Error('the campaign has no models');
  return models['generator'] ? 'generator' : only;
}
