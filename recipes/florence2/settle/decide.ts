import type { StageFacts } from '../../stage-facts.ts';
import { auditJudges } from '../audit/precision.ts';
import type { Acceptance } from '../options.ts';

/** Measures on the gold that must not fall, 0 to 1 each; CIDEr 0 to 10, of which 1.00 is told as 100 points. */
export const goldMeasureNames = [
  'map',
  'map50',
  'recallAtOne',
  'regionTextAccuracy',
  'briefTextAccuracy',
  'wordF1',
  'outlineIou',
  'cider',
] as const;

/** What a round is worth against the one that stands. */
export interface Decision {
  readonly accepted: boolean;
  readonly reason: string;
  /** No further round. */
  readonly done: boolean;
  /** Rounds in a row that gained and changed little. */
  readonly quiet: number;
  /** Rejected rounds in a row. */
  readonly rejections: number;
}

const number = (facts: StageFacts, name: string): number => Number(facts[name] ?? 0);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const points = (share: number): string => `${(share * 100).toFixed(1)} points`;

/**
 * Whether the round is taken (spec section 6.5). `now`: facts of its evaluation; `before`: facts of the settle stage before, those
 * of the round that stands, undefined in round 1, which has nothing to be worse than. Done: accepted and quiet twice in a row, or
 * rejected twice in a row.
 */
export function decide(now: StageFacts, before: StageFacts | undefined, settings: Acceptance): Decision {
  if (before === undefined) return { accepted: true, reason: 'the first round', done: false, quiet: 0, rejections: 0 };
  const fault = faultOf(now, before, settings);
  if (fault !== undefined) {
    const rejections = number(before, 'rejections') + 1;
    return { accepted: false, reason: fault, done: rejections > 1, quiet: 0, rejections };
  }
  const gains = goldMeasureNames.map((name) => number(now, name) - number(before, name));
  const gain = Math.max(0, ...gains);
  const still = gain * 100 < settings.leastGain && number(now, 'churn') < settings.leastChurn;
  const quiet = still ? number(before, 'quiet') + 1 : 0;
  const reason = `gained at most ${points(gain)}, churn ${(number(now, 'churn') * 100).toFixed(1)} %`;
  return { accepted: true, reason, done: quiet > 1, quiet, rejections: 0 };
}

function faultOf(now: StageFacts, before: StageFacts, settings: Acceptance): string | undefined {
  for (const name of goldMeasureNames) {
    const loss = number(before, name) - number(now, name);
    if (loss * 100 > settings.mostLoss) return `${name} fell by ${points(loss)}`;
  }
  const unsound = auditFault(now, before);
  if (unsound !== undefined) return unsound;
  if (number(now, 'humanRecall') < settings.humanRecall)
    return `only ${(number(now, 'humanRecall') * 100).toFixed(1)} % of people's labels are left`;
  if (fell(now, before, 'labelEntropy') > settings.entropyLoss) return 'the entropy of the labels fell';
  if (fell(now, before, 'uniqueLabels') > settings.phraseLoss) return 'the share of unique labels fell';
  return number(now, 'modelShare') > settings.modelShare
    ? `${(number(now, 'modelShare') * 100).toFixed(1)} % of the annotations are seen by a model only`
    : undefined;
}

/** What people found counts before what a model found, which counts where nobody judged. */
function auditFault(now: StageFacts, before: StageFacts): string | undefined {
  const by = typeof now['auditPrecision'] === 'number' ? 'people' : 'model';
  const { [`${auditJudges[by]}Precision`]: precision } = now;
  const { [`${auditJudges[by]}Low`]: bound } = before;
  if (typeof precision !== 'number' || typeof bound !== 'number' || precision >= bound) return undefined;
  const who = by === 'people' ? 'people' : 'the judge';
  return `${who} found ${percent(precision)} of the sampled annotations right, below ${percent(bound)}, the lower bound before`;
}

/** Relative fall of a measure. */
function fell(now: StageFacts, before: StageFacts, name: string): number {
  const was = number(before, name);
  return was === 0 ? 0 : (was - number(now, name)) / was;
}
