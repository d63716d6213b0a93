import { qaItem, type QaItem } from '../qa-item.ts';
import type { Operator } from '../vocabulary.ts';
import { boxLiterals, isGiven, textOf } from './boxes.ts';
import { operatorRules, type RuleSettings } from './operator-rules.ts';
import type { RuleName } from './rule-names.ts';
import { hasMetaWords, needsBoxes } from './wording.ts';

export type Boxes = readonly { readonly label: string; readonly bbox: readonly number[] }[];

/** Rules every operator shares: schema, no invented box, no counting or localising without boxes, no word about the item. */
function brokenCommonRules(child: QaItem, boxes: Boxes): RuleName[] {
  if (!qaItem.safeParse(child).success) return ['schema'];
  const text = textOf(child);
  const broken: RuleName[] = [];
  if (!boxLiterals(text).every((literal) => isGiven(literal, boxes))) broken.push('box_given');
  if (boxes.length === 0 && needsBoxes(child.question, child.format)) broken.push('boxes_needed');
  if (hasMetaWords(text)) broken.push('no_meta_words');
  return broken;
}

export interface CheckSettings extends RuleSettings {
  readonly skip: readonly RuleName[];
  /** False for items of question and answer only (base profile). */
  readonly annotations: boolean;
}

const defaults: CheckSettings = { skip: [], annotations: true, lengthTolerance: 1, newParts: { min: 1, max: 2 } };

/** `checkOperatorRules` with the campaign's settings. */
export function brokenRules(
  operator: Operator,
  parent: QaItem,
  child: QaItem,
  boxes: Boxes,
  settings: CheckSettings = defaults,
): RuleName[] {
  const common = brokenCommonRules(child, boxes);
  if (common.includes('schema')) return common;
  const own = operatorRules[operator]
    .filter(({ annotations }) => settings.annotations || !annotations)
    .filter(({ holds }) => !holds(parent, child, settings))
    .map(({ name }) => name);
  return [...common, ...own].filter((name) => !settings.skip.includes(name));
}

/**
 * Names of the operator rules an evolved item breaks, empty when all hold (acceptance check 3, default settings).
 * Bounds on lengths and new parts are not applied to a parent without any annotation (a plain seed), since it gives no measure.
 */
export function checkOperatorRules(operator: Operator, parent: QaItem, child: QaItem, boxes: Boxes): string[] {
  return brokenRules(operator, parent, child, boxes);
}

/**
 * The broken rules of an item whose parent in the list is not known, since the counts differ: those against the parent it
 * breaks fewest with, the first of equals.
 */
export function brokenRulesInList(
  operator: Operator,
  parents: readonly QaItem[],
  child: QaItem,
  boxes: Boxes,
  settings: CheckSettings = defaults,
): RuleName[] {
  return parents
    .map((parent) => brokenRules(operator, parent, child, boxes, settings))
    .reduce((best, broken) => (broken.length < best.length ? broken : best));
}
