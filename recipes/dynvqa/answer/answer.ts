import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import { withRetriever } from '../agent/retrieving-services.ts';
import { runEpisode, type EpisodeSettings } from '../agent/run-episode.ts';
import { agentPromptVersion } from '../agent/prompts.ts';
import type { AnswerOptions } from '../options.ts';
import { corpusDate, lastExtracted } from './answered-question.ts';
import { askedQuestion, questionFields, type AskedQuestion } from './asked-question.ts';
import type { Answered } from './baseline-answer.ts';
import { runBaseline } from './baselines.ts';
import { baselinePromptVersion } from './baseline-prompts.ts';
import { queryVector } from '../export/query-vector.ts';
import { hashedPicture } from '../hashed-picture.ts';

/** Limits and habits of an episode, of the options and the question. */
function episodeSettings(options: AnswerOptions, { image }: AskedQuestion): EpisodeSettings {
  const { maxSteps, minSearches, imageQuota, imagesPerStep, solver, topK, blocked, retrieval } = options;
  return {
    maxSteps,
    minSearches,
    imageQuota,
    imagesPerStep,
    solver,
    topK,
    blocked,
    asOf: retrieval?.asOf,
    phash: image?.phash,
  };
}

/**
 * Answers one question by the method of the options. A question without gold is dropped unasked: it is reported, not scored.
 */
export const answer: ItemProgram = async ({ current }, services, context) => {
  const imported = askedQuestion.parse(current);
  const options = context.options as AnswerOptions;
  if (imported.state !== 'active') return { kind: 'dropped', reason: imported.state };
  const { image } = imported;
  const question = { ...imported, ...(image ? { image: await hashedPicture(image, services) } : {}) };
  const { method, form, retrieval } = options;
  const settings = episodeSettings(options, question);
  let answered: Answered;
  if (method === 'omnisearch') {
    if (question.image === undefined) return { kind: 'failed', reason: 'no_picture' };
    const asked = {
      question: question.question,
      language: question.language,
      image: question.image.sha256,
      form,
    };
    const { steps, answer: said } = await runEpisode(asked, settings, withRetriever(services));
    answered = { prediction: said ?? '', by: 'model', steps };
  } else {
    if (method === 'golden' && question.golden_query === null) return { kind: 'dropped', reason: 'no_golden_query' };
    answered = await runBaseline(method, question, settings, services);
  }
  const { steps, prediction, by } = answered;
  const compares = options.trajectories && options.embedQueries && method === 'omnisearch';
  const fields = {
    ...questionFields(question),
    method,
    form,
    prompt_version: method === 'omnisearch' ? agentPromptVersion : baselinePromptVersion,
    prediction,
    answered_by: by,
    extracted: lastExtracted(steps),
    retrieval: retrieval ?? null,
    corpus_date: corpusDate(steps, retrieval?.asOf),
    steps,
    ...(compares ? { query_vector: await queryVector(question.golden_query ?? question.question, services) } : {}),
  };
  return { kind: 'kept', rows: [z.record(z.string(), z.json()).parse(fields)] };
};
