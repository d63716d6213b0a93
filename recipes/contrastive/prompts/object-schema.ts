import type { z } from 'zod';

type Json = z.core.util.JSONType;

/** JSON schema of an object with these properties, all of them and no others: the form that endpoints can force. */
export const objectSchema = (properties: Readonly<Record<string, Json>>): Record<string, Json> => ({
  type: 'object',
  properties: { ...properties },
  required: Object.keys(properties),
  additionalProperties: false,
});
