import { z } from 'zod';
import type { Choice, StarDataset, StarProblem } from '../dataset.ts';

/** A record as it was read. */
export interface ReadRecord {
  readonly problem: Omit<StarProblem, 'dataset'>;
  readonly id?: string | number | undefined;
  /** Path, relative to the spec's `input.images`. */
  readonly image?: string | undefined;
  readonly class?: string | undefined;
}

const id = z.union([z.string().min(1), z.number()]).optional();
const text = z.string().trim().min(1);
const labelledChoice = z.looseObject({ label: text, text });

/** A question and its answer: GSM8K as published (the last line is `#### ` and the number), and sums with their digits apart. */
const plainRecord = z
  .looseObject({ id, question: text, answer: text })
  .transform(({ id: named, question, answer }): ReadRecord => ({ id: named, problem: { question, answer } }));

/** CommonsenseQA as published: `answerKey` and five labelled choices. */
const commonsenseRecord = z
  .looseObject({
    id,
    answerKey: text,
    question: z.looseObject({ stem: text, choices: z.array(labelledChoice).min(2) }),
  })
  .transform(({ id: named, answerKey, question: { stem, choices } }): ReadRecord => ({
    id: named,
    problem: { question: stem, choices: labelled(choices), answer: answerKey },
  }));

/** A question about an image with choices or a short answer. */
const multimodalRecord = z
  .looseObject({
    id,
    question: text,
    image: z.string().min(1),
    choices: z.union([z.array(text).min(2), z.array(labelledChoice).min(2)]).optional(),
    /** A choice's label or its text; for open questions a short text or a number, or several that all count as right. */
    answer: z.union([text, z.number(), z.array(z.union([text, z.number()])).min(1)]),
    /** By which accuracy is told. @default choice or open */
    class: text.optional(),
  })
  .transform(({ id: named, question, image, choices, answer, class: given }): ReadRecord => {
    const offered = choices && labelled(choices);
    const [first = '', ...others] = [answer].flat().map((one) => String(one).trim());
    const chosen = offered?.find((choice) => choice.text.toLowerCase() === first.toLowerCase());
    return {
      id: named,
      image,
      class: given,
      problem: {
        question,
        answer: chosen?.label ?? first,
        ...(offered ? { choices: offered } : {}),
        ...(offered || others.length === 0 ? {} : { accepted: others }),
      },
    };
  });

function labelled(choices: readonly (string | Choice)[]): readonly Choice[] {
  return choices.map((choice, at) =>
    typeof choice === 'string'
      ? { label: String.fromCharCode(65 + at), text: choice }
      : { label: choice.label, text: choice.text },
  );
}

export const problemForms: Readonly<Record<StarDataset, z.ZodType<ReadRecord>>> = {
  arithmetic: plainRecord,
  commonsenseqa: commonsenseRecord,
  gsm8k: plainRecord,
  multimodal: multimodalRecord,
};
