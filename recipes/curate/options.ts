import { z } from 'zod';
import { decontaminationSettings } from '../internvl/decontamination/settings.ts';
import { dedupSettings } from '../internvl/dedup/settings.ts';
import { ruleSettings } from '../internvl/rules/settings.ts';
import { sampleDomain } from '../internvl/samples/sample.ts';
import { planOptions } from './plan.ts';

const minimum = (of: number) =>
  z.strictObject({
    /** Scores from 0 to 10; one below falls. 0: the judge is not asked. */
    minimum: z.int().min(0).max(10).default(of),
  });

/** The spec's `options` of recipe curate; each threshold's origin is in docs/curate.md. */
export const curateOptions = z.strictObject({
  ...planOptions.shape,
  /** Domain of records that name none. @default guessed by the form of their answers */
  domain: sampleDomain.optional(),
  /** Frames of a video that are looked at and kept: the middles of equal intervals, so that equal videos show equal ones. @default 32 */
  frames: z.int().min(1).max(512).default(32),
  rules: ruleSettings.prefault({}),
  dedup: dedupSettings.prefault({}),
  /** Against part `benchmark` of the input; without one nothing is compared. */
  decontamination: decontaminationSettings.prefault({}),
  /** Judge's score of pure text. @default 7 */
  quality: minimum(7).prefault({}),
  /** Judge's score of how free an answer is of loops. @default 3 */
  repetition: minimum(3).prefault({}),
});
export type CurateOptions = Readonly<z.infer<typeof curateOptions>>;

/** With both minima at 0 no model is asked, and the spec needs none. */
export const asksJudge = ({ quality, repetition }: CurateOptions): boolean =>
  quality.minimum > 0 || repetition.minimum > 0;
