import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import type { PartReject } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import type { BuildOptions } from '../options.ts';
import { askJsonOrNull } from './ask-json.ts';
import { equalInstruction, translateInstruction } from './prompts.ts';
import { readDraft, rowOf, type Draft } from './draft.ts';
import { namesAny } from './gates.ts';

const texts = (count: number) => z.looseObject({ texts: z.array(z.string().trim().min(1)).length(count) });
const same = z.looseObject({ same: z.boolean() });

async function carryOver(made: Draft, services: Services): Promise<Draft | string> {
  const to = made.language === 'en' ? 'zh' : 'en';
  const { question, golden_query, answers, anchor } = made;
  const parts = [question ?? '', golden_query ?? '', answers[0] ?? '', anchor.entity, anchor.hypernym];
  const there = await askJsonOrNull(services, {
    name: 'translate',
    text: translateInstruction(parts, to),
    schema: texts(parts.length),
    form: '{"texts": […]}',
  });
  if (!there) return 'no_translation';
  const [asked = '', query = '', answer = '', entity = '', hypernym = ''] = there.texts;
  if (namesAny(asked, [entity, anchor.entity, ...anchor.aliases])) return 'names_anchor';
  if (!namesAny(query, [entity])) return 'entity_lost';
  const back = await askJsonOrNull(services, {
    name: 'translate/back',
    text: translateInstruction([query, answer], made.language),
    schema: texts(2),
    form: '{"texts": […]}',
  });
  if (!back) return 'no_translation';
  const verdict = await askJsonOrNull(services, {
    name: 'translate/same',
    text: equalInstruction(golden_query ?? '', answers[0] ?? '', `${back.texts[1] ?? ''} (${back.texts[0] ?? ''})`),
    schema: same,
    form: '{"same": true} or {"same": false}',
  });
  if (verdict?.same !== true) return 'not_equal';
  return {
    ...made,
    question_id: `${made.question_id}-${to}`,
    language: to,
    question: asked,
    golden_query: query,
    answers: [...new Set([answer, ...answers])],
    anchor: { entity, hypernym, aliases: [...new Set([anchor.entity, ...anchor.aliases])] },
    phrase: null,
    written_by: 'model',
  };
}

/**
 * A11: the same question in the other language, where it carries over: the anchor is found again in the query and not in the
 * question, and the translation back is judged equal. What does not carry over falls alone; the question itself stays.
 */
export const translate: ItemProgram = async ({ current }, services, context) => {
  const made = readDraft(current);
  if (!(context.options as BuildOptions).translate) return { kind: 'kept', rows: [rowOf(made)] };
  const other = await carryOver(made, services);
  if (typeof other !== 'string') return { kind: 'kept', rows: [rowOf(made), rowOf(other)] };
  const fallen: PartReject = { unit: 'translation', kind: 'dropped', reason: `A11:${other}` };
  return { kind: 'kept', rows: [rowOf(made)], rejects: [fallen] };
};
