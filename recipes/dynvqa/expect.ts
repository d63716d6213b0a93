import type { ExpectedCall, ExpectedSearch } from '../expected-calls.ts';
import type { RowFields } from '../outcome.ts';
import { answerCalls, answerSearches } from './answer/expect.ts';
import { buildCalls, buildSearches, joinedQuestions } from './construct/expect.ts';
import type { DynvqaOptions } from './options.ts';
import { refreshCalls, refreshSearches } from './refresh/expect.ts';

/** Calls expected of one imported row, for `plan`. */
export function expect(seed: RowFields, options: DynvqaOptions): readonly ExpectedCall[] {
  switch (options.task) {
    case 'answer':
      return answerCalls(seed, options);
    case 'build':
      return buildCalls(seed, options);
    case 'refresh':
      return refreshCalls(seed, options);
  }
}

/** Searches expected of one imported row. */
export function expectSearches(seed: RowFields, options: DynvqaOptions): readonly ExpectedSearch[] {
  switch (options.task) {
    case 'answer':
      return answerSearches(seed, options);
    case 'build':
      return buildSearches(seed, options);
    case 'refresh':
      return refreshSearches(seed, options);
  }
}

export const notExpected = (options: DynvqaOptions): readonly string[] =>
  options.task === 'build' && options.compose ? [joinedQuestions] : [];
