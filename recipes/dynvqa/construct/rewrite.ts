import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import type { Services } from '../../services.ts';
import { readFinal } from '../agent/read-plan.ts';
import { answerInstruction } from '../answer/baseline-prompts.ts';
import type { BuildOptions } from '../options.ts';
import { askJson } from './ask-json.ts';
import { rewriteInstruction } from './prompts.ts';
import { keep, passed, readDraft, refuse, type Draft } from './draft.ts';
import { answersFully, namesAny } from './gates.ts';
import { answerUnaided } from './answer-unaided.ts';

const rewritten = z.looseObject({ question: z.string().trim().min(1) });

/** The name replaced by a demonstrative and the kind of thing: "Who keeps the Marlow lighthouse?" to "Who keeps this lighthouse?". */
export function pointedAt({ golden_query, anchor, language }: Draft): string {
  const query = golden_query ?? '';
  const { entity, hypernym } = anchor;
  const at = query.toLowerCase().indexOf(entity.toLowerCase());
  if (at < 0) return query;
  const article = /\b(?:the|a|an)\s+$/iu;
  const before = language === 'en' ? query.slice(0, at).replace(article, '') : query.slice(0, at);
  const pointer = language === 'en' ? `this ${hypernym}` : `这个${hypernym}`;
  const question = `${before}${pointer}${query.slice(at + entity.length)}`;
  return `${question.charAt(0).toUpperCase()}${question.slice(1)}`;
}

async function write(question: Draft, writer: BuildOptions['writer'], services: Services): Promise<Draft> {
  if (question.question !== null) return question;
  if (writer === 'code') return { ...question, question: pointedAt(question), written_by: 'code' };
  const { golden_query, anchor, language } = question;
  const { question: text } = await askJson(services, {
    name: 'rewrite',
    text: rewriteInstruction(golden_query ?? '', anchor.entity, anchor.hypernym, language),
    schema: rewritten,
    form: '{"question": …}',
  });
  return { ...question, question: text, written_by: 'model' };
}

/** A7: the question points at the picture and names nothing of it; without the picture it cannot be answered. */
export const rewrite: ItemProgram = async ({ current }, services, context) => {
  const { skip, writer } = context.options as BuildOptions;
  const before = readDraft(current);
  const made = await write(before, writer, services);
  const { question, anchor, answers, language } = made;
  if (question === null) return refuse('A7', 'no_question');
  if (namesAny(question, [anchor.entity, ...anchor.aliases])) return refuse('A7', 'names_anchor', { question });
  if (skip.includes('A7')) return keep(passed(made, 'A7', 'skipped'));
  const guess = await answerUnaided(services, {
    name: 'blind',
    text: answerInstruction(question, language, []),
    parse: readFinal,
  });
  if (guess !== null && answersFully(guess, answers, language)) return refuse('A7', 'text_suffices', { question });
  return keep(passed(made, 'A7', before.question === null ? 'passed' : 'given'));
};
