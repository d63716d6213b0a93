import { z } from 'zod';
import { sampleDomain } from '../samples/sample.ts';
import { ruleNames } from './rule-names.ts';

const share = z.number().min(0).max(1);
const ngramShares = (defaults: Readonly<Record<string, number>>) =>
  z.record(z.string(), share).default({ ...defaults });

/** Thresholds of rules R1 to R15; a value beyond its threshold flags. Spec §a.2 gives each default and where it comes from. */
export const ruleSettings = z.strictObject({
  /** R1: share of n-gram occurrences that repeat; n = 10 words, 20 characters in CJK text. */
  ngramLoop: share.default(0.4),
  /** `distinct` is the reference's form, which misses a loop of one phrase. */
  ngramForm: z.enum(['occurrence', 'distinct']).default('occurrence'),
  /** R2 to R4. */
  duplicateLines: share.default(0.3),
  duplicateLineCharacters: share.default(0.2),
  duplicateParagraphs: share.default(0.3),
  duplicateParagraphCharacters: share.default(0.2),
  /** R5, by n. */
  topNgramCharacters: ngramShares({ 2: 0.2, 3: 0.18, 4: 0.16 }),
  /** R6, by n. */
  duplicateNgramCharacters: ngramShares({ 5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.1 }),
  /** R7 and R8, in characters. */
  digitRun: z.int().default(40),
  zeroRun: z.int().default(20),
  /** R9, in words between sentence ends. */
  longestSentence: z.int().default(512),
  meanSentence: z.number().default(120),
  /** R10, in characters; of `-=_*#` up to `ruleLine` are taken for a drawn line. */
  characterRun: z.int().default(30),
  ruleLine: z.int().default(120),
  /** R11, in characters. */
  longestWord: z.int().default(1000),
  /** R12. */
  specialCharacters: share.default(0.25),
  /** R15: pixels, ratio of the longer to the shorter side, grey values, bytes. */
  shortestSide: z.int().default(28),
  aspect: z.number().default(10),
  blankDeviation: z.number().default(4),
  imageBytes: z.int().default(2048),
  /** Rules that say nothing of a domain, in place of those of `exemptions.ts`. */
  exempt: z.partialRecord(sampleDomain, z.array(z.enum(ruleNames))).default({}),
});
export type RuleSettings = Readonly<z.infer<typeof ruleSettings>>;
