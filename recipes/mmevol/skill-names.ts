import { skills, type Skill } from './vocabulary.ts';

const bySpelling = new Map<string, Skill>(skills.map((skill) => [plainSkill(skill), skill]));
for (const [spelling, skill] of [
  ['referring', 'Referencing Ability'],
  ['reference', 'Referencing Ability'],
  ['localization', 'Grounding Ability'],
  ['localisation', 'Grounding Ability'],
  ['counting', 'Calculating Ability'],
  ['calculation', 'Calculating Ability'],
  ['calculate', 'Calculating Ability'],
  ['text recognition', 'OCR Ability'],
  ['optical character recognition', 'OCR Ability'],
  ['relation description', 'Relationship Description Ability'],
  ['relationship', 'Relationship Description Ability'],
  ['contextual understanding', 'Context Understanding Ability'],
  ['behaviour prediction', 'Behavior Prediction Ability'],
] as const) {
  bySpelling.set(spelling, skill);
}

function plainSkill(skill: string): string {
  return skill
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .replace(/\b(?:ability|abilities|skill)\b/, '')
    .trim();
}

/** The vocabulary's name of a skill the model wrote, or null where it is none of the nine. */
export function knownSkill(skill: string): Skill | null {
  return bySpelling.get(plainSkill(skill)) ?? null;
}

/** The vocabulary's name, or the unknown skill in lower case: what skills are compared and counted by. */
export function skillKey(skill: string): string {
  return knownSkill(skill) ?? plainSkill(skill);
}

/** Skills in the vocabulary's names, each once; unknown ones stay as written. */
export function namedSkills(written: readonly string[]): string[] {
  return [...new Map(written.map((skill) => [skillKey(skill), knownSkill(skill) ?? skill.trim()])).values()];
}

/** What objects are compared and counted by. */
export function objectKey(object: string): string {
  return object.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
