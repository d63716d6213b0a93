import type { ItemContext } from '../item-program.ts';
import { ItemFailure, type PartReject } from '../outcome.ts';
import type { InferAnswer, Message, Services } from '../services.ts';
import { userMessage } from '../user-message.ts';
import { readAnswer, readOfficially } from './answers/read-answer.ts';
import { isWellFormed } from './answers/well-formed.ts';
import type { VoteOptions } from './options.ts';
import { directPrompt } from './prompts/direct.ts';
import { reasonedPrompt } from './prompts/reasoned.ts';
import { parseScore, scorePrompt, scoreSchema } from './prompts/score.ts';
import { formOf, type Question } from './question.ts';
import { isCorrect } from './scoring/is-correct.ts';
import type { DirectAnswer, VoteSample } from './vote-row.ts';

/** What is asked about one question. What cannot be had becomes a reject of its part, and undefined. */
export interface Rollouts {
  direct(): Promise<DirectAnswer | undefined>;
  reasoned(sample: number): Promise<VoteSample | undefined>;
  scored(sample: VoteSample): Promise<VoteSample>;
  readonly rejects: PartReject[];
  /** The first failure, for an item of which nothing could be had. */
  readonly failure: () => ItemFailure | undefined;
}

const nonEmpty = (text: string) =>
  text.trim() === ''
    ? ({ ok: false, reason: 'empty_answer', error: 'The answer was empty.' } as const)
    : ({ ok: true, value: text } as const);

/** Opens the rollouts of a question. */
export function rollouts(question: Question, services: Services, context: ItemContext, options: VoteOptions): Rollouts {
  const form = formOf(question);
  const official = options.compat === 'official';
  const rejects: PartReject[] = [];
  let failure: ItemFailure | undefined;

  const message = (text: string): Message => userMessage(text, question.image?.sha256);
  const orReject = async <T>(unit: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ItemFailure)) throw error;
      failure ??= error;
      rejects.push({ unit, kind: 'failed', reason: error.reason });
      return undefined;
    }
  };
  const read = ({ value: text }: InferAnswer<string>, purpose: string): DirectAnswer => {
    const answer = official ? readOfficially(text, form, () => context.draw(purpose)) : readAnswer(text, form);
    const { gold } = question;
    if (!gold) return { text, answer };
    const check = { form, scoring: options.scoring, ...(official ? { text } : {}) };
    return { text, answer, correct: isCorrect(answer, gold, check) };
  };
  const temperature = options.policy === 'cot' ? 0 : options.temperature;

  return {
    rejects,
    failure: () => failure,
    direct: () =>
      orReject('direct', async () => {
        const call = { name: 'direct', model: 'generator', messages: [message(directPrompt(question))] };
        const settings = { temperature: 0, maxTokens: options.directTokens, parse: nonEmpty };
        return read(await services.infer({ ...call, ...settings }), 'option/direct');
      }),
    reasoned: (sample) =>
      orReject(`sample/${sample}`, async () => {
        const messages = [message(reasonedPrompt(question, options.style))];
        const call = { name: 'reason', model: 'generator', sample, messages, temperature, parse: nonEmpty };
        const given = await services.infer(call);
        const wellFormed = isWellFormed(given.value, options.style);
        const { meanLogProb } = given;
        return {
          sample,
          ...read(given, `option/${sample}`),
          wellFormed,
          ...(meanLogProb === undefined ? {} : { meanLogProb }),
        };
      }),
    async scored(sample) {
      const given = await orReject(`score/${sample.sample}`, () =>
        services.infer({
          name: 'score',
          model: 'scorer',
          sample: sample.sample,
          messages: [message(scorePrompt(question, sample.text))],
          schema: scoreSchema,
          temperature: 0,
          parse: parseScore,
        }),
      );
      return given ? { ...sample, score: given.value } : sample;
    },
  };
}
