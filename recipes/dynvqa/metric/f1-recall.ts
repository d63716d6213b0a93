import type { Language } from '../../language.ts';
import { normalisePrediction } from './normalise-prediction.ts';
import { tokenizeChinese } from './tokenize-chinese.ts';
import { tokenizeEnglish } from './tokenize-english.ts';

export interface F1Recall {
  /** The prediction after the official normalisation. */
  readonly normalised: string;
  /** 0..1, the best over the answers. */
  readonly score: number;
}

/** A token that is part of this text is punctuation to the reference, so `,.` is as well as `,`. */
const dropped = { en: `,.?!:;'"`, zh: '，、。 ,.《》' } as const;

function tokens(text: string, language: Language): readonly string[] {
  const cut = language === 'en' ? tokenizeEnglish(text.toLowerCase()) : tokenizeChinese(text);
  return cut.filter((token) => !dropped[language].includes(token));
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Tokens that two multisets have in common, each as often as in both. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const left = countsOf(a);
  let shared = 0;
  for (const [word, count] of countsOf(b)) shared += Math.min(count, left.get(word) ?? 0);
  return shared;
}

function recall(gold: readonly string[], predicted: readonly string[]): number {
  if (gold.length === 0 || predicted.length === 0) return gold.length === predicted.length ? 1 : 0;
  return overlap(gold, predicted) / gold.length;
}

/**
 * The published metric of Dyn-VQA, called F1-Recall: the share of a gold answer's tokens found in the prediction, the best over
 * all gold answers. It is recall, so a longer prediction never scores less; `fairScore` mends that. An empty prediction scores 0.
 * Only the prediction is normalised. Section 4 of the specification.
 *
 * @param answers gold answer and its aliases
 */
export function f1Recall(prediction: string, answers: readonly string[], language: Language): F1Recall {
  const normalised = normalisePrediction(prediction);
  if (normalised === '') return { normalised, score: 0 };
  const predicted = tokens(normalised, language);
  const score = answers.reduce((best, answer) => Math.max(best, recall(tokens(answer, language), predicted)), 0);
  return { normalised, score };
}
