import { parse } from 'yaml';
import { MmsynthError } from '../../errors.ts';

/** Applies one `--set path=value` to a raw spec; the value is read as YAML, so numbers and lists come out as such. */
export function setPath(spec: Readonly<Record<string, unknown>>, assignment: string): Record<string, unknown> {
  const equals = assignment.indexOf('=');
  if (equals < 1)
    throw new MmsynthError(
      'spec_invalid',
      `--set ${assignment}: write it as path=value, for example --set window=512.`,
    );
  const path = assignment.slice(0, equals).split('.');
  const value: unknown = parse(assignment.slice(equals + 1));
  const result = structuredClone(spec) as Record<string, unknown>;
  let at = result;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    if (next !== undefined && (typeof next !== 'object' || next === null)) {
      throw new MmsynthError('spec_invalid', `--set ${assignment}: '${key}' is not a section of the spec.`);
    }
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  at[path.at(-1) ?? ''] = value;
  return result;
}
