import type { QaItem } from '../qa-item.ts';
import { brokenRules, brokenRulesInList, type CheckSettings } from '../rules/check.ts';
import { fallen, type Candidate, type Sifted, type Turn } from './turn.ts';

function broken({ operator, record, options }: Turn, { item, parentIndex }: Candidate): string[] {
  const settings: CheckSettings = { ...options.rules, annotations: options.profile !== 'base' };
  const parent: QaItem | undefined = parentIndex === null ? undefined : record.conversations[parentIndex];
  return parent
    ? brokenRules(operator, parent, item, record.det, settings)
    : brokenRulesInList(operator, record.conversations, item, record.det, settings);
}

/** Drops what breaks the operator's rules, before the judge is paid for it. The first broken rule is the reason. */
export function checkRules(turn: Turn, candidates: readonly Candidate[]): Sifted {
  const checked = candidates.map((candidate) => ({ candidate, rules: broken(turn, candidate) }));
  return {
    passed: checked.filter(({ rules }) => rules.length === 0).map(({ candidate }) => candidate),
    fallen: checked.flatMap(({ candidate: { index, item, call }, rules }) => {
      const [first] = rules;
      const part = { index, question: item.question, calls: [call] };
      return first === undefined
        ? []
        : [fallen(turn, part, 'dropped', `operator_rule:${first}`, { rules, item: { ...item } })];
    }),
  };
}
