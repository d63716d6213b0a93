import { forms } from '../vocabulary.ts';

/** Wording that speaks of the item instead of the image: "the given question", "#rewritten prompt#". */
const meta =
  /\b(?:given|original|rewritten|re-written|evolved|previous|above|provided)\s+(?:questions?|prompts?|instructions?|items?|answers?|q&a|qa|samples?|conversations?|examples?|captions?)\b|#[^#\n]{0,30}\b(?:prompt|question|answer)\b[^#\n]{0,10}#/i;

export function hasMetaWords(text: string): boolean {
  return meta.test(text);
}

const counting = /\b(?:how many|count (?:the|all|how|up)|number of|total (?:number|count))\b/i;
const localising =
  /\bbounding[- ]?box(?:es)?\b|\bcoordinates?\b|\b(?:locate|localise|localize|pinpoint)\b|\bwhich (?:box|region)\b|\bwhere\s+(?:is|are)\b(?!.*\b(?:taken|photographed|going|heading|headed)\b)/i;
const boxForms: ReadonlySet<string> = new Set(['region_selection', 'object_region_matching']);

/** Whether a question can only be answered with boxes: it counts, localises, or its form is made of regions. */
export function needsBoxes(question: string, format: string): boolean {
  return counting.test(question) || localising.test(question) || boxForms.has(formKey(format));
}

const cue =
  /\bstep[- ]by[- ]step\b|\bthink(?:ing)? (?:it |this )?(?:through|carefully|aloud|step|about)|\breason(?:ing)?\b|\b(?:explain|justify|show|describe|walk me through|lay out|spell out)\b.*\b(?:your|you|how|why|the|each|steps?|working|logic|thinking|answer|conclusion)\b|\bbreak (?:it|this) down\b/i;

/** Whether a question ends with a sentence, or a clause of its last 80 characters, that asks for the reasoning. */
export function endsWithCue(question: string): boolean {
  const sentences = question
    .trim()
    .split(/(?<=[.?!:;])\s+/)
    .filter((sentence) => /\w/.test(sentence));
  const last = sentences.at(-1) ?? '';
  return cue.test(last.slice(-80));
}

const known: ReadonlySet<string> = new Set(forms);
const spellings: Readonly<Record<string, string>> = {
  multiple_choice: 'multi_choice',
  fill_in_blank: 'fill_in_the_blank',
  rationale_generation: 'rationales_generation',
};

/** The form a format names, in the vocabulary's spelling where it is one of the 17. */
export function formKey(format: string): string {
  const plain = format
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return spellings[plain] ?? plain;
}

export function isKnownForm(format: string): boolean {
  return known.has(formKey(format));
}
