import type { RuleName } from './rule-names.ts';

/** A rule that a sample is beyond. */
export interface RuleVerdict {
  readonly rule: RuleName;
  /** The worst value found, and what it was held against. */
  readonly value: number;
  readonly threshold: number;
  /** Which turn, counted from 0, where it is about one. */
  readonly turn?: number;
}

/** What a rule measured of one text. `measure` tells forms of a rule apart, as R5's n. */
export interface Measured {
  readonly rule: RuleName;
  readonly value: number;
  readonly threshold: number;
}

export const beyond = ({ value, threshold }: Measured): boolean => value > threshold;
