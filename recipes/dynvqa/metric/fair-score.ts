import type { Language } from '../../language.ts';
import { overlap } from './f1-recall.ts';
import { normalisePrediction } from './normalise-prediction.ts';
import { tokenizeChinese } from './tokenize-chinese.ts';
import { tokenizeEnglish } from './tokenize-english.ts';

export interface FairScore {
  /** Each 0..1; the alias with the best F1 counts. */
  readonly recall: number;
  readonly precision: number;
  readonly f1: number;
  /** Whether the prediction is one of the answers, after the normalisation. */
  readonly exact: boolean;
}

/** A longer prediction is no answer to a question whose gold has 4.3 tokens on average, so it gets no score. */
export const mostPredictionTokens = 64;

const wordless = /^[^\p{L}\p{N}]+$/u;

function tokens(text: string, language: Language): readonly string[] {
  const normalised = normalisePrediction(text.normalize('NFKC'));
  const cut = language === 'en' ? tokenizeEnglish(normalised) : tokenizeChinese(normalised);
  return cut.filter((token) => !wordless.test(token));
}

function compare(gold: readonly string[], predicted: readonly string[]): FairScore {
  const exact = gold.join(' ') === predicted.join(' ');
  const shared = overlap(gold, predicted);
  if (shared === 0) return { recall: 0, precision: 0, f1: 0, exact: exact && gold.length > 0 };
  const recall = shared / gold.length;
  const precision = shared / predicted.length;
  return { recall, precision, f1: (2 * recall * precision) / (recall + precision), exact };
}

/**
 * The scorer that does not reward talk: both sides are normalised alike (NFKC, lower case, the official steps), and precision
 * counts. Null where the prediction has more than 64 tokens. Not comparable with published numbers; those need `f1Recall`.
 */
export function fairScore(prediction: string, answers: readonly string[], language: Language): FairScore | null {
  const predicted = tokens(prediction, language);
  if (predicted.length > mostPredictionTokens) return null;
  const none: FairScore = { recall: 0, precision: 0, f1: 0, exact: false };
  return answers
    .map((answer) => compare(tokens(answer, language), predicted))
    .reduce((best, score) => (score.f1 > best.f1 || (score.f1 === best.f1 && score.exact) ? score : best), none);
}
