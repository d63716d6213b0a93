import type { Annotation } from '../annotations/annotation.ts';

/** Raise it with every change of the words below. */
export const JUDGE_PROMPT = 'audit-1';

const claims = {
  text: ({ text }: Annotation) => `An annotator says of the picture:\n${JSON.stringify(text)}`,
  thing: ({ text }: Annotation) =>
    `The first picture is the whole; the second is a part cut out of it, with a narrow margin. An annotator says the part shows:\n${JSON.stringify(text)}`,
  line: ({ text }: Annotation) =>
    `The first picture is the whole; the second is a part cut out of it, with a narrow margin. An annotator read in the part the writing:\n${JSON.stringify(text)}`,
  phrase: (text: string, phrase: string) =>
    `The first picture is the whole; the second is a part cut out of it, with a narrow margin. Of the text ${JSON.stringify(text)} an annotator says that these words mean the part:\n${JSON.stringify(phrase)}`,
} as const;

const questions = {
  text: 'It is right if everything it says can be seen, and nothing it says is wrong. It may leave things out.',
  place:
    'It is right if the words are true of the part and the part holds the whole of what they name, with little else. For writing every letter and digit must be right.',
} as const;

/** Asks whether one annotation is right; the picture comes first, then the cut of its place where it has one. */
export function judgePrompt(annotation: Annotation): string {
  const rule = annotation.class === 'text' ? questions.text : questions.place;
  return [
    claimOf(annotation),
    rule,
    'Answer with one JSON object and nothing else: {"right": true} or {"right": false}.',
  ].join('\n');
}

function claimOf(annotation: Annotation): string {
  if (annotation.class === 'text') return claims.text(annotation);
  if (annotation.class === 'text_phrase_region') return claims.phrase(annotation.text, annotation.phrase);
  return annotation.geometry.type === 'quad' ? claims.line(annotation) : claims.thing(annotation);
}

export const judgeSchema = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { right: { type: 'boolean' } },
    required: ['right'],
    additionalProperties: false,
  },
};
