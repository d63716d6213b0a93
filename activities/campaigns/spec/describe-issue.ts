import type { z } from 'zod';

/** What a value must be, in the words of a YAML file. */
const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'a string',
};

/** One zod issue as half a sentence: the path, what is wrong, what would be allowed. Needs issues that report their input. */
export function describeIssue(issue: z.core.$ZodIssue): {
  readonly path: readonly (string | number)[];
  readonly text: string;
} {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const at = path.length > 0 ? path.join('.') : 'the spec';
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        path: [...path, issue.keys[0] ?? ''],
        text: `unknown key ${issue.keys.map((key) => `'${[...path, key].join('.')}'`).join(', ')}`,
      };
    case 'invalid_value':
      return { path, text: `'${at}' must be one of ${issue.values.map((value) => String(value)).join(', ')}` };
    case 'invalid_type': {
      const expected = kinds[issue.expected] ?? issue.expected;
      return {
        path,
        text: issue.input === undefined ? `'${at}' is missing; it must be ${expected}` : `'${at}' must be ${expected}`,
      };
    }
    case 'invalid_union': {
      const reasons = [...new Set(issue.errors.flat().map((inner) => inner.message))];
      return {
        path,
        text: `'${at}': ${reasons.length > 0 && reasons.length < 4 ? reasons.join(' or ') : issue.message}`,
      };
    }
    default:
      return { path, text: `'${at}': ${issue.message}` };
  }
}
