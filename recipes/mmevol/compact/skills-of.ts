import type { Skill } from '../vocabulary.ts';

/** Wording of a question and the skill it calls for; the first that fits is the item's main skill. */
const signs: readonly (readonly [RegExp, Skill])[] = [
  [/\b(?:how many|number of|count|how much|total)\b/i, 'Calculating Ability'],
  [/\b(?:read|written|text|word|letters?|sign says|label|title)\b/i, 'OCR Ability'],
  [/\b(?:next|about to|going to|will|likely|would)\b/i, 'Behavior Prediction Ability'],
  [/\b(?:where|position|located|which side)\b/i, 'Grounding Ability'],
  [/\b(?:is there|are there|does .* have|any)\b/i, 'Existence Ability'],
  [
    /\b(?:beside|behind|between|under|above|next to|in front of|near(?:er|est)?|closer|holding|wearing)\b/i,
    'Relationship Description Ability',
  ],
  [/\b(?:used for|purpose|known|kind of place|country|season|brand)\b/i, 'Knowledge Integration Ability'],
  [/\b(?:why|how|feel|mood|happening|suggest|explain)\b/i, 'Context Understanding Ability'],
];

/** Skills a question's wording calls for; `Referencing Ability`, saying what is there, where none shows. */
export function skillsOf(question: string): Skill[] {
  const found = signs.filter(([sign]) => sign.test(question)).map(([, skill]) => skill);
  return found.length > 0 ? found : ['Referencing Ability'];
}
