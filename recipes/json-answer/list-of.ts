/** The list in a parsed answer: the list itself, the one under `name`, or a bare object as a list of one. Null where there is none. */
export function listOf(value: unknown, name: string): { list: readonly unknown[]; repairs: string[] } | null {
  if (Array.isArray(value)) return { list: value, repairs: [] };
  if (typeof value !== 'object' || value === null) return null;
  const named = (value as Record<string, unknown>)[name];
  if (Array.isArray(named)) return { list: named, repairs: [] };
  return { list: [value], repairs: ['bare_object'] };
}
