import type { Sample } from '../samples/sample.ts';
import { digitMeasures, lengthMeasures, runMeasures, specialMeasure } from './character-rules.ts';
import { exemptions } from './exemptions.ts';
import { imageVerdicts } from './image-rules.ts';
import { isLongEnough, lineMeasures } from './line-rules.ts';
import { loopMeasure, ngramMeasures } from './ngram-rules.ts';
import { ruleNames } from './rule-names.ts';
import type { RuleSettings } from './settings.ts';
import { answerMeasure, structureFaults } from './structure-rules.ts';
import { withoutGrounding } from './text-units.ts';
import { beyond, type Measured, type RuleVerdict } from './verdict.ts';

function measuresOf(answer: string, settings: RuleSettings): readonly Measured[] {
  const plain = withoutGrounding(answer);
  return [
    ...digitMeasures(plain, settings),
    ...runMeasures(answer, settings),
    ...lengthMeasures(plain, settings),
    specialMeasure(plain, settings),
    loopMeasure(answer, settings),
    ...(isLongEnough(answer) ? [...lineMeasures(answer, settings), ...ngramMeasures(answer, settings)] : []),
  ];
}

/**
 * Rules that a sample is beyond, at most one verdict a rule, in the order of `ruleNames`: R1 to R13 look at the
 * assistant's turns, R14 and R15 at the sample. R14 is a fault of form; the others are flags for a person (spec §a.2).
 */
export function applyRules(sample: Sample, settings: RuleSettings): readonly RuleVerdict[] {
  const faults = structureFaults(sample);
  const found: RuleVerdict[] = [
    ...(faults.length > 0 ? [{ rule: 'R14_structure', value: faults.length, threshold: 0 } as const] : []),
    ...[answerMeasure(sample)].filter(beyond),
    ...imageVerdicts(sample, settings),
    ...sample.conversations.flatMap(({ from, value }, turn) =>
      from === 'gpt'
        ? measuresOf(value, settings)
            .filter(beyond)
            .map((measured) => ({ ...measured, turn }))
        : [],
    ),
  ];
  const exempt = exemptions[sample.domain];
  return ruleNames.flatMap((rule) => {
    if (exempt.includes(rule)) return [];
    const worst = found.find((verdict) => verdict.rule === rule);
    return worst ? [worst] : [];
  });
}
