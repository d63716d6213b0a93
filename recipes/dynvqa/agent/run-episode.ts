import { ItemFailure } from '../../outcome.ts';
import type { Retrieval, RetrievalQuery } from '../../retrieval.ts';
import type { RetrievingServices } from './retrieving-services.ts';
import { imagesLeft, isBarren, isRepeated, owesSearch, toShown, type EpisodeLimits } from './episode-state.ts';
import { leaks } from './leak-guard.ts';
import { finalSchema, planSchema, searchSchema, type PlannedStep } from './planned-step.ts';
import { plannerMessages, type EpisodeQuestion } from './planner-messages.ts';
import { readFinal, readPlan, type ReadPlan } from './read-plan.ts';
import { solve, type Solver } from './solve.ts';
import type { StepRecord } from './step-record.ts';

export interface EpisodeSettings extends EpisodeLimits {
  readonly solver: Solver;
  /** Hits asked of a search. */
  readonly topK: { readonly text: number; readonly images: number };
  readonly asOf?: string | undefined;
  /** Prefixes of addresses whose pages are not shown. */
  readonly blocked: readonly string[];
  readonly phash?: string | undefined;
}

export interface Episode {
  readonly steps: readonly StepRecord[];
  /** The answer; null where even the forced one could not be read. */
  readonly answer: string | null;
}

/** One reply, asked again once; null where it cannot be read even then. */
async function ask<T>(
  run: () => Promise<{ value: T; key: string }>,
  unreadable: string,
): Promise<{ value: T; key: string } | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ItemFailure && error.reason === unreadable) return null;
    throw error;
  }
}

function queryOf(plan: PlannedStep, asked: EpisodeQuestion, { topK, asOf }: EpisodeSettings): RetrievalQuery | null {
  const more = { language: asked.language, ...(asOf === undefined ? {} : { asOf }) };
  switch (plan.action) {
    case 'search_text':
      return { tool: 'search_text', query: plan.query, topK: topK.text, ...more };
    case 'search_images':
      return { tool: 'search_images', query: plan.query, topK: topK.images, ...more };
    case 'search_by_image':
      return { tool: 'search_by_image', image: asked.image, topK: topK.images, ...more };
    default:
      return null;
  }
}

const blank = { thought: '', subQuestion: '', action: 'none', hits: [], guarded: 0, degraded: false } as const;

/**
 * One question by OmniSearch: plan, search, read, and again, until the planner answers, two steps bring nothing new, or the steps
 * are used up; then the answer is demanded. Every effect is a journaled call named by its step, so an episode that was killed
 * goes on where it stopped. Sections 6 and 7 of the specification.
 */
export async function runEpisode(
  asked: EpisodeQuestion,
  settings: EpisodeSettings,
  services: RetrievingServices,
): Promise<Episode> {
  const steps: StepRecord[] = [];
  while (steps.length < settings.maxSteps && !isBarren(steps)) {
    const record = await takeStep(asked, steps, settings, services);
    steps.push(record);
    if (record.result === 'answered') return { steps, answer: record.answer ?? null };
  }
  return forced(asked, steps, services);
}

async function takeStep(
  asked: EpisodeQuestion,
  steps: readonly StepRecord[],
  settings: EpisodeSettings,
  services: RetrievingServices,
): Promise<StepRecord> {
  const step = steps.length + 1;
  const mustSearch = owesSearch(steps, settings);
  const planned = await ask<ReadPlan>(
    () =>
      services.infer({
        name: `plan/${step}`,
        model: 'generator',
        messages: plannerMessages(asked, steps),
        ...(asked.form === 'json' ? { schema: mustSearch ? searchSchema : planSchema } : {}),
        parse: readPlan,
      }),
    'invalid_plan',
  );
  if (!planned) return { ...blank, step, reply: null, result: 'unreadable', calls: {} };
  const { plan, reply } = planned.value;
  const about = { ...blank, step, reply, ...plan, calls: { plan: planned.key } };
  if (plan.action === 'answer' && mustSearch)
    return { ...blank, step, reply, thought: plan.thought, result: 'idle', calls: about.calls };
  if (plan.action === 'answer') return { ...about, result: 'answered' };
  const query = queryOf(plan, asked, settings);
  if (!query) return { ...about, result: 'idle' };
  if (isRepeated(plan, steps)) return { ...about, result: 'repeated' };
  const { value, key } = await services.retrieve({ name: `retrieve/${step}`, query });
  return read(
    { ...about, result: 'nothing', calls: { ...about.calls, retrieve: key } },
    value,
    asked,
    steps,
    settings,
    services,
  );
}

async function read(
  record: StepRecord,
  { hits, degraded, snapshot }: Retrieval,
  asked: EpisodeQuestion,
  steps: readonly StepRecord[],
  settings: EpisodeSettings,
  services: RetrievingServices,
): Promise<StepRecord> {
  const allowed = hits.filter(
    (hit) => !leaks(hit, { image: asked.image, phash: settings.phash, blocked: settings.blocked }),
  );
  const shown = toShown(allowed, imagesLeft(steps, settings), settings);
  const found = { ...record, hits: shown, guarded: hits.length - allowed.length, degraded, snapshot };
  if (shown.length === 0) return found;
  const subQuestion = {
    name: `solve/${record.step}`,
    text: record.subQuestion || (record.query ?? asked.question),
    language: asked.language,
  };
  // A model is shown the pictures themselves; code can read no more than their captions.
  const pages = settings.solver === 'extractor' ? shown : shown.filter(({ image }) => image === undefined);
  const { finding, call } = await solve(settings.solver, { ...subQuestion, hits: pages, image: asked.image }, services);
  return {
    ...found,
    result: 'found',
    ...(finding ? { finding } : {}),
    calls: { ...record.calls, ...(call === undefined ? {} : { solve: call }) },
  };
}

async function forced(asked: EpisodeQuestion, steps: StepRecord[], services: RetrievingServices): Promise<Episode> {
  const final = await ask(
    () =>
      services.infer({
        name: 'finalize',
        model: 'generator',
        messages: plannerMessages(asked, steps, true),
        ...(asked.form === 'json' ? { schema: finalSchema } : {}),
        parse: (text) => {
          const answer = readFinal(text);
          return answer.ok ? { ok: true, value: { answer: answer.value, reply: text } } : answer;
        },
      }),
    'no_answer',
  );
  if (!final) return { steps, answer: null };
  const { answer, reply } = final.value;
  const last: StepRecord = {
    ...blank,
    step: steps.length + 1,
    reply,
    action: 'answer',
    answer,
    result: 'forced',
    calls: { plan: final.key },
  };
  return { steps: [...steps, last], answer };
}
