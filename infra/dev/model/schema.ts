import { RequestError } from './errors.ts';

/** Schema as JSON: what the caller sent. */
export type JsonSchema = { readonly [key: string]: unknown };

/** A string or list without a bound lets a small model run on; the grammar bounds it so. Narrower is still valid. */
const LONGEST_STRING = 400;
const LONGEST_LIST = 8;

/** Keywords the engine's grammars do not know and whose loss only loosens the grammar a little. */
const DROPPED = new Set(['uniqueItems', 'propertyNames', 'minProperties', 'maxProperties']);

/** Keywords it does not know and whose loss would change what is asked for. */
const REFUSED = new Set([
  'not',
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

/** Formats the engine can force; others are annotations to it. */
const FORMATS = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid', 'uri']);

const NESTED = ['items', 'additionalProperties'] as const;
const NESTED_LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const;
const NESTED_MAPS = ['properties', '$defs', 'definitions', 'patternProperties'] as const;

/**
 * The schema as the engine's grammar takes it: compact separators, every string, list and object bounded, keywords it
 * does not know dropped. Everything the result admits, the given schema admits too, but for the dropped keywords.
 * Throws RequestError (400) naming a keyword that cannot be dropped.
 */
export function grammarSchema(schema: JsonSchema): JsonSchema {
  const compact = { whitespace_flexible: false, item_separator: ', ', key_separator: ': ' };
  return { 'x-guidance': compact, ...narrowed(schema, 'schema') };
}

function narrowed(schema: JsonSchema, path: string): JsonSchema {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (REFUSED.has(key)) {
      const message = `The schema keyword "${key}" at ${path} is not supported by the local engine; rewrite the schema without it.`;
      throw new RequestError(400, 'unsupported_schema', message, `response_format.json_schema.${path}`);
    }
    if (!DROPPED.has(key) && !(key === 'format' && !FORMATS.has(String(value)))) out[key] = value;
  }
  for (const key of NESTED) if (isSchema(out[key])) out[key] = narrowed(out[key], `${path}.${key}`);
  for (const key of NESTED_LISTS) {
    const list = out[key];
    if (Array.isArray(list))
      out[key] = list.map((part: unknown, at) => (isSchema(part) ? narrowed(part, `${path}.${key}[${at}]`) : part));
  }
  for (const key of NESTED_MAPS) {
    const map = out[key];
    if (isSchema(map))
      out[key] = Object.fromEntries(
        Object.entries(map).map(([name, part]) => [
          name,
          isSchema(part) ? narrowed(part, `${path}.${key}.${name}`) : part,
        ]),
      );
  }
  return { ...out, ...bounds(out) };
}

function bounds(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (
    type === 'string' &&
    schema['enum'] === undefined &&
    schema['pattern'] === undefined &&
    schema['format'] === undefined
  ) {
    return { maxLength: schema['maxLength'] ?? Math.max(LONGEST_STRING, Number(schema['minLength'] ?? 0)) };
  }
  if (type === 'array')
    return { maxItems: schema['maxItems'] ?? Math.max(LONGEST_LIST, Number(schema['minItems'] ?? 0)) };
  if (type === 'object' && schema['properties'] !== undefined)
    return { additionalProperties: schema['additionalProperties'] ?? false };
  return {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
