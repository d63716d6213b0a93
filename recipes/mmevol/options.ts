import { z } from 'zod';
import { planOptions } from './plan.ts';
import { ruleNames } from './rules/rule-names.ts';

const weight = z.number().min(0);

/** The spec's `options` of recipe mmevol. */
export const mmevolOptions = z.strictObject({
  ...planOptions.shape,
  /** Relative weights of the operators; one left out is never drawn. @default uniform, best in the paper's ablation */
  weights: z
    .strictObject({ perceptual: weight.optional(), cognitive: weight.optional(), interactive: weight.optional() })
    .refine(
      (weights) => Object.values(weights).some((share) => share !== undefined && share > 0),
      'at least one weight must be above 0',
    )
    .optional(),
  /** List the judge compares with. The official code always took the seed, by a slip. @default parent */
  compareWith: z.enum(['parent', 'seed']).default('parent'),
  /** Prompts: `full` as in the paper, `base` for its ablation (question and answer only), `compact` for models around 135M parameters. @default full */
  profile: z.enum(['full', 'base', 'compact']).default('full'),
  /** Ask the local detector where a record has neither caption nor boxes. @default false */
  detect: z.boolean().default(false),
  /** Drop an item whose question another item of the list already asks, word for word. @default keep, as the official code */
  duplicateQuestions: z.enum(['keep', 'drop']).default('keep'),
  /** Form of the seed file; `auto` decides per record by its shape. @default auto */
  seedFormat: z.enum(['auto', 'llava', 'seed', 'jsonl']).default('auto'),
  /** Records about one image: rows of their own, or one row with all their lists, as the authors prepared their seed. @default separate */
  sameImage: z.enum(['separate', 'merge']).default('separate'),
  rules: z
    .strictObject({
      /** Rules that are not enforced. @default none */
      skip: z.array(z.enum(ruleNames)).default([]),
      /** Allowed difference in the lengths of steps, objects and skills (perceptual). @default 1 */
      lengthTolerance: z.number().int().min(0).default(1),
      /** How many objects and skills together the cognitive operator must add. @default 1 to 2 */
      newParts: z
        .strictObject({ min: z.number().int().min(0).default(1), max: z.number().int().min(1).default(2) })
        .prefault({}),
    })
    .prefault({}),
  judge: z
    .strictObject({
      /** Who says what improved: a model (the paper), or code by what is new in the item. @default model; rule with the compact profile */
      by: z.enum(['model', 'rule']).optional(),
      /** One call of the model for the whole list (the paper) or one an item. @default list; item with the compact profile */
      batch: z.enum(['list', 'item']).optional(),
    })
    .prefault({}),
});
export type MmevolOptions = z.infer<typeof mmevolOptions>;

/** The judge's settings with the defaults of the profile. */
export function judgeSettings({ profile, judge }: Pick<MmevolOptions, 'profile' | 'judge'>) {
  const compact = profile === 'compact';
  return {
    by: judge.by ?? (compact ? 'rule' : 'model'),
    batch: judge.batch ?? (compact ? 'item' : 'list'),
  } as const;
}
