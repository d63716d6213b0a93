import type { RuleName } from './rule-names.ts';

/** What a rule measured of a sample, in the turn where it is worst. */
export interface Measured {
  readonly rule: RuleName;
  /** Tells the forms of a rule apart: the n of R5 and R6, `mean` of R9. */
  readonly form?: string;
  readonly value: number;
  readonly threshold: number;
  /** Where it flags: values beyond the threshold on this side. @default 'above' */
  readonly side?: 'below';
  /** Which turn, counted from 0, where it is about one. */
  readonly turn?: number;
}

export const beyond = ({ value, threshold, side }: Measured): boolean =>
  side === 'below' ? value < threshold : value > threshold;

/** Name of a measure in rows and reports: `R5_top_ngram/2`. */
export const measureName = ({ rule, form }: Pick<Measured, 'rule' | 'form'>): string =>
  form === undefined ? rule : `${rule}/${form}`;

/** The measure that is further on the side on which its rule flags. */
export const worse = (a: Measured, b: Measured): Measured =>
  (a.side === 'below' ? b.value < a.value : b.value > a.value) ? b : a;
