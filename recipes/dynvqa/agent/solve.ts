import type { Language } from '../../language.ts';
import { ItemFailure } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { dataLine } from './data-block.ts';
import { extractAnswer } from './extract-answer.ts';
import { solverInstruction } from './prompts.ts';
import { findingSchema, readFinding } from './read-finding.ts';
import type { Finding, ShownHit } from './step-record.ts';

/** Who answers a sub-question from what was found: the planner itself, a model (`solver`, else `generator`), or the code extractor. */
export type Solver = 'planner' | 'model' | 'extractor';

export interface SubQuestion {
  /** Name of the call. */
  readonly name: string;
  readonly text: string;
  readonly language: Language;
  readonly hits: readonly ShownHit[];
  /** Picture the question is about, shown to the solver too. */
  readonly image?: string;
}

export interface Solved {
  readonly finding?: Finding;
  /** Journal key of the model's answer. */
  readonly call?: string;
}

/** Answers a sub-question from hits. Where the model's reply cannot be read there is no finding, and the planner sees the hits. */
export async function solve(solver: Solver, asked: SubQuestion, services: Services): Promise<Solved> {
  const { text, language, hits, image } = asked;
  if (solver === 'planner' || hits.length === 0) return {};
  if (solver === 'extractor') {
    const finding = extractAnswer(text, hits, language);
    return finding ? { finding } : {};
  }
  const prompt = solverInstruction(text, language, hits.map(dataLine));
  try {
    const { value, key } = await services.infer({
      name: asked.name,
      model: 'solver',
      messages: [userMessage(prompt, image)],
      schema: findingSchema,
      parse: readFinding(hits.map(({ docId }) => docId)),
    });
    return { finding: value, call: key };
  } catch (error) {
    if (error instanceof ItemFailure && error.reason === 'invalid_finding') return {};
    throw error;
  }
}
