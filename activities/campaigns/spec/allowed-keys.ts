import type { z } from 'zod';

interface SchemaDefinition {
  readonly innerType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}

/** `; allowed here: a, b` for an unknown key, from the schema it was found in; '' for other issues. */
export function allowedBeside(schema: z.core.$ZodType, issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return '';
  const keys = Object.keys(definitionAt(schema, issue.path)?.shape ?? {});
  return keys.length > 0 ? `; allowed here: ${keys.join(', ')}` : '';
}

function definitionAt(schema: z.core.$ZodType | undefined, path: readonly PropertyKey[]): SchemaDefinition | undefined {
  const definition = schema?._zod.def as SchemaDefinition | undefined;
  if (definition?.innerType) return definitionAt(definition.innerType, path);
  const [key, ...rest] = path;
  if (key === undefined) return definition;
  return definitionAt(definition?.shape?.[String(key)] ?? definition?.valueType, rest);
}
