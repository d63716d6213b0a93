import { mostOf, type ExpectedCall, type ExpectedSearch } from '../../expected-calls.ts';
import type { RowFields } from '../../outcome.ts';
import type { AnswerOptions } from '../options.ts';
import { usualCalls } from '../usual-calls.ts';

/** Turns of a planner and searches of a question, as the paper's costs suggest. */
const turns = 3;
const searches = 2;

/** Calls of a question that is answered, or of one of the benchmark that must not be trained on. */
export function answerCalls(seed: RowFields, options: AnswerOptions): readonly ExpectedCall[] {
  const { method, trajectories, embedQueries, judge } = options;
  const isBenchmark = seed['part'] !== undefined;
  const compared = trajectories && embedQueries && (isBenchmark || method === 'omnisearch');
  const queries = compared ? [usualCalls('embedder', 'query', { calls: 1 })] : [];
  if (isBenchmark) return queries;
  return [
    ...(method === 'omnisearch' ? agentCalls(options) : baselineCalls(options)),
    ...(judge ? [usualCalls('judge', 'short', { calls: 1 })] : []),
    ...queries,
  ].filter((call) => mostOf(call) > 0);
}

/** A plan for each step, and at the end an answer that is demanded. */
function agentCalls({ solver, pictures, maxSteps }: AnswerOptions): readonly ExpectedCall[] {
  const images = pictures ? 1 : 0;
  return [
    usualCalls('generator', 'plan', { calls: Math.min(turns, maxSteps + 1), atMost: maxSteps + 1 }, images),
    ...(solver === 'model'
      ? [usualCalls('solver', 'solve', { calls: Math.min(searches, maxSteps), atMost: maxSteps }, images)]
      : []),
  ];
}

function baselineCalls({ method, solver, pictures }: AnswerOptions): readonly ExpectedCall[] {
  const images = pictures ? 1 : 0;
  const captions = method === 'caption_then_text' ? [usualCalls('generator', 'short', { calls: 1 }, 1)] : [];
  if (method === 'closed_book' || solver === 'planner')
    return [...captions, usualCalls('generator', 'answer', { calls: 1 }, images)];
  if (solver === 'extractor') return captions;
  // Where nothing was found the generator answers in the solver's place.
  return [
    ...captions,
    usualCalls('solver', 'answer', { calls: 1 }, images),
    usualCalls('generator', 'answer', { calls: 0, atMost: 1 }, images),
  ];
}

export function answerSearches(seed: RowFields, { method, maxSteps }: AnswerOptions): readonly ExpectedSearch[] {
  if (seed['part'] !== undefined) return [];
  const byText = { tools: ['search_text'], calls: 1 } as const;
  const byImage = { tools: ['search_by_image'], calls: 1 } as const;
  switch (method) {
    case 'omnisearch':
      return [
        {
          tools: ['search_text', 'search_images', 'search_by_image'],
          calls: Math.min(searches, maxSteps),
          atMost: maxSteps,
        },
      ];
    case 'closed_book':
      return [];
    case 'image_search':
      return [byImage];
    case 'image_then_text':
      return [byImage, byText];
    case 'text_search':
    case 'caption_then_text':
    case 'golden':
      return [byText];
  }
}
