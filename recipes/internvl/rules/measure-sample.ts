import type { Sample } from '../samples/sample.ts';
import { digitMeasures, lengthMeasures, runMeasures, specialMeasures } from './character-rules.ts';
import { exemptions } from './exemptions.ts';
import { imageMeasures } from './image-rules.ts';
import { lineMeasures } from './line-rules.ts';
import { hasEnoughWords, loopMeasure, ngramMeasures } from './ngram-rules.ts';
import { ruleNames } from './rule-names.ts';
import type { RuleSettings } from './settings.ts';
import { answerMeasure, structureMeasure } from './structure-rules.ts';
import { withoutGrounding } from './text-units.ts';
import { measureName, worse, type Measured } from './verdict.ts';

function measuresOf(answer: string, settings: RuleSettings): readonly Measured[] {
  const plain = withoutGrounding(answer);
  return [
    ...digitMeasures(plain, settings),
    ...runMeasures(answer, settings),
    ...lengthMeasures(plain, settings),
    ...specialMeasures(plain, settings),
    loopMeasure(answer, settings),
    ...lineMeasures(answer, settings),
    ...(hasEnoughWords(answer) ? ngramMeasures(answer, settings) : []),
  ];
}

/**
 * What the rules measure of a sample, each form of a rule once, with its worst value, in the order of `ruleNames`: R1 to R13 look
 * at the assistant's turns, R14 and R15 at the sample. Rules that the domain is exempt from, or that say nothing of so short a
 * text, are left out (spec §a.2).
 */
export function measureSample(sample: Sample, settings: RuleSettings): readonly Measured[] {
  const all: readonly Measured[] = [
    structureMeasure(sample),
    answerMeasure(sample),
    ...imageMeasures(sample, settings),
    ...sample.conversations.flatMap(({ from, value }, turn) =>
      from === 'gpt' ? measuresOf(value, settings).map((measured) => ({ ...measured, turn })) : [],
    ),
  ];
  const exempt = settings.exempt[sample.domain] ?? exemptions[sample.domain];
  const worst = new Map<string, Measured>();
  for (const measured of all) {
    if (exempt.includes(measured.rule)) continue;
    const name = measureName(measured);
    const before = worst.get(name);
    worst.set(name, before ? worse(before, measured) : measured);
  }
  const order = (measured: Measured): number => ruleNames.indexOf(measured.rule);
  return [...worst.values()].sort((a, b) => order(a) - order(b));
}
