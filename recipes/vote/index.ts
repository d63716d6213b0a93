import type { Recipe } from '../recipe.ts';
import { options, type VoteOptions } from './options.ts';
import { plan } from './plan.ts';
import { asked, questionText, readSeed } from './question.ts';
import { vote } from './vote.ts';

export { toLlava, toPreferences, toShareGpt } from './export/records.ts';
export { officialChoice } from './answers/official-choice.ts';
export { readAnswer, readOfficially, type AnswerForm } from './answers/read-answer.ts';
export { isWellFormed } from './answers/well-formed.ts';
export { elect } from './elect.ts';
export type { VoteOptions } from './options.ts';
export { preferencePairs } from './pairs.ts';
export { questionText } from './question.ts';
export { editSimilarity } from './scoring/edit-similarity.ts';
export { canonicalGold, isCorrect } from './scoring/is-correct.ts';
export { relaxedMatch } from './scoring/relaxed.ts';
export { voteStatistics, type VoteStatistics } from './statistics.ts';
export { voteRow, type VoteRow, type VoteSample } from './vote-row.ts';

/** Characters per token of English text, the usual rule of thumb. */
const charactersPerToken = 4;
/** Tokens of the instructions around a question, and of a reasoned answer; estimates for `plan`. */
const instructions = 60;
const reasoned = 350;

/** Test-time scaling: several answers to one question, and what they agree on. */
export const recipe: Recipe<VoteOptions> = {
  name: 'vote',
  plan,
  options,
  models: ['generator', 'scorer|generator'],
  stages: { vote },
  readSeed,
  expect(seed, { policy, samples, compare }) {
    const promptTokens = Math.ceil(questionText(asked.parse(seed)).length / charactersPerToken) + instructions;
    const images = seed['image'] === undefined ? 0 : 1;
    const times = policy === 'direct' ? 0 : policy === 'cot' ? 1 : samples;
    return [
      { model: 'generator', calls: times, promptTokens, completionTokens: reasoned, images },
      ...(policy === 'direct' || compare
        ? [{ model: 'generator', calls: 1, promptTokens, completionTokens: 8, images }]
        : []),
      ...(policy === 'bon'
        ? [{ model: 'scorer', calls: times, promptTokens: promptTokens + reasoned, completionTokens: 10, images }]
        : []),
    ].filter(({ calls }) => calls > 0);
  },
  usesDetector: () => false,
};
