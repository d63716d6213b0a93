import type { DynvqaOptions } from '../../../recipes/dynvqa/options.ts';
import type { RecipeReport } from '../section.ts';
import { evaluationSection } from './evaluation-section.tsx';
import { explain } from './reasons.ts';
import { releaseSection } from './release-section.tsx';

/** A set of questions: built, refreshed, or answered and scored. */
export const dynvqaReport: RecipeReport = {
  parts: 'translations',
  explain,
  example({ detail }) {
    const text = detail?.['question'] ?? detail?.['message'] ?? detail?.['golden_query'];
    return typeof text === 'string' ? text : undefined;
  },
  open({ identity }, cards) {
    const options = identity.options as unknown as DynvqaOptions;
    return options.task === 'answer'
      ? evaluationSection(options, identity.seed, cards)
      : releaseSection(options, cards);
  },
};
