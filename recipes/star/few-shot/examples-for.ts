import type { StarProblem } from '../dataset.ts';
import { arithmeticExamples } from './arithmetic.ts';
import { commonsenseExamples } from './commonsenseqa.ts';
import { gsmExamples } from './gsm8k.ts';
import { multimodalExamples } from './multimodal.ts';
import type { WorkedExample } from './worked-example.ts';

/** The worked examples that stand before a problem, the same with and without hints. */
export function examplesFor({
  dataset,
  question,
  choices,
  notation = 'spaced',
  describe = false,
}: StarProblem): readonly WorkedExample[] {
  switch (dataset) {
    case 'arithmetic':
      return arithmeticExamples(question, notation);
    case 'commonsenseqa':
      return commonsenseExamples;
    case 'gsm8k':
      return gsmExamples;
    case 'multimodal':
      return multimodalExamples({ choices: choices !== undefined, describe });
  }
}
