import { endsWithCue, formKey, isKnownForm } from '../rules/wording.ts';
import type { Pair } from './plain-pair.ts';
import { foreignWords } from './words.ts';

interface Judged extends Pair {
  readonly format: string;
}

export interface RuleVerdict {
  readonly by: 'rule';
  readonly improved: boolean;
  readonly reason: string;
}

/** New words named in the reason. */
const mostNamed = 4;

const text = ({ question, answer }: Pair) => `${question} ${answer}`;
const withoutCue = (question: string) => question.replace(/explain step by step\.$/i, '');

/**
 * Whether an item asks for more than its counterpart `old`: another known task form, steps where there were none, or a word that
 * stands nowhere in the `list` compared with. Code, not a model: it says what is new, not whether it is worth asking.
 */
export function ruleVerdict(list: readonly Judged[], old: readonly Judged[], item: Judged): RuleVerdict {
  const form = isKnownForm(item.format) && old.every(({ format }) => formKey(format) !== formKey(item.format));
  const steps = endsWithCue(item.question) && !old.some(({ question }) => endsWithCue(question));
  const words = form ? [] : foreignWords(`${withoutCue(item.question)} ${item.answer}`, ...list.map(text));
  const found = [
    ...words.slice(0, mostNamed).map((word) => `"${word}"`),
    ...(form ? [`the form ${formKey(item.format).replaceAll('_', ' ')}`] : []),
    ...(steps ? ['steps'] : []),
  ];
  return { by: 'rule', improved: found.length > 0, reason: `New: ${found.join(', ') || 'nothing'}.` };
}
