import type { Sample } from '../samples/sample.ts';
import { measureSample } from './measure-sample.ts';
import type { RuleSettings } from './settings.ts';
import { beyond, type Measured } from './verdict.ts';

/** Of each rule that something is beyond, the first form. R14 is a fault of form; the others are flags for a person. */
export function flagsAmong(measures: readonly Measured[]): readonly Measured[] {
  const found = measures.filter(beyond);
  return found.filter(({ rule }, at) => found.findIndex((other) => other.rule === rule) === at);
}

/** Rules that a sample is beyond, in the order of `ruleNames` (spec §a.2). */
export function applyRules(sample: Sample, settings: RuleSettings): readonly Measured[] {
  return flagsAmong(measureSample(sample, settings));
}
