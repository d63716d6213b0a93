import type { z } from 'zod';

/** One zod issue as half a sentence: the path, what is wrong, what would be allowed. */
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
    case 'invalid_type':
      return {
        path,
        text:
          issue.input === undefined
            ? `'${at}' is missing or not ${issue.expected}`
            : `'${at}' must be ${issue.expected}`,
      };
    case 'invalid_union':
      return {
        path,
        text: `'${at}': ${
          issue.errors
            .flat()
            .map((inner) => inner.message)
            .join(' or ') || issue.message
        }`,
      };
    default:
      return { path, text: `'${at}': ${issue.message}` };
  }
}
