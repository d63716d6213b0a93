import type { QaItem } from '../qa-item.ts';
import { newFormPrefix, type Operator } from '../vocabulary.ts';
import { isAnnotated, newObjects, newSkills } from './new-parts.ts';
import type { RuleName } from './rule-names.ts';
import { endsWithCue, formKey, isKnownForm } from './wording.ts';

export interface RuleSettings {
  /** Allowed difference in the lengths of steps, objects and skills. @default 1 */
  readonly lengthTolerance: number;
  /** Bounds on new objects and skills together. @default 1 to 2 */
  readonly newParts: { readonly min: number; readonly max: number };
}

export interface Rule {
  readonly name: RuleName;
  /** Whether the rule reads objects, skills, steps or format, which items of the base profile lack. */
  readonly annotations: boolean;
  readonly holds: (parent: QaItem, child: QaItem, settings: RuleSettings) => boolean;
}

const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();

function similarLength(field: 'steps' | 'objects' | 'skills'): Rule {
  return {
    name: `${field}_length`,
    annotations: true,
    holds: (parent, child, { lengthTolerance }) =>
      !isAnnotated(parent) || Math.abs(child[field].length - parent[field].length) <= lengthTolerance,
  };
}

const perceptual: readonly Rule[] = [
  { name: 'new_object', annotations: true, holds: (parent, child) => newObjects(parent, child).length > 0 },
  similarLength('steps'),
  similarLength('objects'),
  similarLength('skills'),
  {
    name: 'new_question',
    annotations: false,
    holds: (parent, child) => plain(child.question) !== plain(parent.question),
  },
];

const cognitive: readonly Rule[] = [
  { name: 'more_steps', annotations: true, holds: (parent, child) => child.steps.length > parent.steps.length },
  {
    name: 'new_parts',
    annotations: true,
    holds: (parent, child, { newParts: { min, max } }) => {
      const count = newObjects(parent, child).length + newSkills(parent, child).length;
      return count >= min && (!isAnnotated(parent) || count <= max);
    },
  },
  { name: 'reasoning_cue', annotations: false, holds: (_, child) => endsWithCue(child.question) },
  {
    name: 'longer_answer',
    annotations: false,
    holds: (parent, child) => child.answer.trim().length > parent.answer.trim().length,
  },
];

const interactive: readonly Rule[] = [
  { name: 'new_form', annotations: true, holds: (parent, child) => formKey(child.format) !== formKey(parent.format) },
  {
    name: 'known_form',
    annotations: true,
    holds: (_, child) => isKnownForm(child.format) || formKey(child.format).startsWith(newFormPrefix),
  },
  {
    name: 'same_image_position',
    annotations: false,
    holds: (parent, child) => child.image_position === parent.image_position,
  },
];

/** The rules of each operator (acceptance check 3), besides those common to all. */
export const operatorRules: Readonly<Record<Operator, readonly Rule[]>> = { perceptual, cognitive, interactive };
