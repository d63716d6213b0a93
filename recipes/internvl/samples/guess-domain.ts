import type { SampleDomain, Turn } from './sample.ts';

/** What marks an answer as one of a domain, in the order in which it is looked for. */
const marks: readonly (readonly [SampleDomain, RegExp])[] = [
  ['grounding', /<box>|<ref>|<quad>/u],
  ['code', /```/u],
  ['table', /^\s*\|.*\|\s*\n\s*\|[\s:|-]+\|/mu],
  ['math', /\\(?:frac|sqrt|sum|int|begin|boxed|cdot|times|left)\b/u],
];

/** Domain of a sample that names none, by the form of its answers. */
export function guessDomain(conversations: readonly Turn[]): SampleDomain {
  const answers = conversations.filter(({ from }) => from === 'gpt').map(({ value }) => value);
  return marks.find(([, mark]) => answers.some((answer) => mark.test(answer)))?.[0] ?? 'general';
}
