import { z } from 'zod';
import { goldQuestion } from '../gold/question.ts';

/** A question as the import keeps it for an evaluation; the picture is missing where the model sees none. */
export const askedQuestion = goldQuestion.extend({ image: goldQuestion.shape.image.optional() });
export type AskedQuestion = Readonly<z.infer<typeof askedQuestion>>;

/** Fields of a question that its answer and its score carry on. */
export function questionFields(question: AskedQuestion) {
  const { question_id, language, golden_query, answers, labels, gold_version, as_of } = question;
  return {
    question_id,
    language,
    question: question.question,
    golden_query,
    answers: [...answers],
    labels,
    gold_version,
    as_of,
    ...(question.image === undefined ? {} : { image: z.record(z.string(), z.json()).parse(question.image) }),
  };
}
