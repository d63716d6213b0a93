import { parse } from 'yaml';
import { MmsynthError } from '../../errors.ts';

/** Sets one `path=value` of a raw spec; the value is read as YAML, so numbers and lists come out as such. */
export function setPath(spec: Readonly<Record<string, unknown>>, assignment: string): Record<string, unknown> {
  const wrong = (what: string): MmsynthError => new MmsynthError('spec_invalid', `--set ${assignment}: ${what}.`);
  const path = assignedPath(assignment);
  const last = path.at(-1);
  if (!last) throw wrong('write it as path=value, for example --set window=512');
  if (path.includes('__proto__')) throw wrong("'__proto__' is no key of a spec");
  const result = structuredClone(spec) as Record<string, unknown>;
  let at = result;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : (at[key] = {});
    if (typeof next !== 'object' || next === null) throw wrong(`'${key}' is not a section of the spec`);
    at = next as Record<string, unknown>;
  }
  at[last] = valueOf(assignment, wrong);
  return result;
}

/** `a.b=c` → a, b; nothing where it is no assignment. */
export function assignedPath(assignment: string): readonly string[] {
  const equals = assignment.indexOf('=');
  return equals < 1 ? [] : assignment.slice(0, equals).split('.');
}

function valueOf(assignment: string, wrong: (what: string) => MmsynthError): unknown {
  try {
    return parse(assignment.slice(assignment.indexOf('=') + 1), { logLevel: 'error' }) as unknown;
  } catch (error) {
    throw wrong(`the value is no YAML (${(error as Error).message.replace(/ at line \d[^]*$/, '')})`);
  }
}
