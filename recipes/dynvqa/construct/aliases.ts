import { allEnded } from '../../all-ended.ts';
import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import { flattenAliases } from '../gold/read-published.ts';
import type { BuildOptions } from '../options.ts';
import { askJsonOrNull } from './ask-json.ts';
import { aliasInstruction, equalInstruction } from './prompts.ts';
import { keep, passed, readDraft } from './draft.ts';

const proposed = z.looseObject({ aliases: z.array(z.union([z.string(), z.number()])) });
const same = z.looseObject({ same: z.boolean() });
export const mostProposals = 8;

const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A number as a word and as digits; the official scorer knows no answer "Ten" to be "10". */
export function numberForms(answer: string): readonly string[] {
  const text = answer.trim().toLowerCase();
  const word = numberWords.indexOf(text);
  if (word >= 0) return [String(word)];
  const digits = /^\d{1,2}$/u.test(text) ? numberWords[Number(text)] : undefined;
  return digits === undefined ? [] : [digits];
}

/** A12: other forms of the answer in both languages, each judged on its own; number forms by code. */
export const aliases: ItemProgram = async ({ current }, services, context) => {
  const { skip } = context.options as BuildOptions;
  const made = readDraft(current);
  const { golden_query, answers } = made;
  const sure = [...new Set([...answers, ...answers.flatMap(numberForms)])];
  if (skip.includes('A12')) return keep(passed({ ...made, answers: sure }, 'A12', 'skipped'));
  const more = await askJsonOrNull(services, {
    name: 'aliases',
    text: aliasInstruction(golden_query ?? '', answers),
    schema: proposed,
    form: '{"aliases": […]}',
  });
  const candidates = flattenAliases(more?.aliases ?? [])
    .filter((alias) => !sure.includes(alias))
    .slice(0, mostProposals);
  const verdicts = await allEnded(
    candidates.map((alias, at) =>
      askJsonOrNull(services, {
        name: `alias/${at}`,
        text: equalInstruction(golden_query ?? '', answers[0] ?? '', alias),
        schema: same,
        form: '{"same": true} or {"same": false}',
      }),
    ),
  );
  const judged = candidates.filter((_, at) => verdicts[at]?.same === true);
  return keep(passed({ ...made, answers: [...sure, ...judged] }, 'A12'));
};
