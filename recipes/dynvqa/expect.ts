import type { RowFields } from '../outcome.ts';
import type { ExpectedCall } from '../recipe.ts';
import type { AnswerOptions, BuildOptions, DynvqaOptions, RefreshOptions } from './options.ts';

/** Tokens of one call of each kind; the agent's are the paper's means of a question (3,028 in, 477 out in about three turns). */
const usual = {
  plan: { promptTokens: 1000, completionTokens: 160 },
  solve: { promptTokens: 700, completionTokens: 60 },
  answer: { promptTokens: 500, completionTokens: 40 },
  short: { promptTokens: 250, completionTokens: 40 },
  query: { promptTokens: 15, completionTokens: 0 },
} as const;

/** Turns of a planner and searches of a question, as the paper's costs suggest. */
const turns = 3;
const searches = 2;

const call = (model: string, kind: keyof typeof usual, calls: number, images = 0): ExpectedCall => ({
  model,
  calls,
  ...usual[kind],
  images,
});

function ofAnswer({ part }: RowFields, options: AnswerOptions): readonly ExpectedCall[] {
  const { method, solver, pictures, trajectories, embedQueries } = options;
  const compared = trajectories && embedQueries ? [call('embedder', 'query', 1)] : [];
  if (part !== undefined) return compared;
  const images = pictures ? 1 : 0;
  if (method === 'omnisearch')
    return [
      call('generator', 'plan', turns, images),
      ...(solver === 'model' ? [call('solver', 'solve', searches, images)] : []),
      ...compared,
    ];
  const captions = method === 'caption_then_text' ? [call('generator', 'short', 1, 1)] : [];
  if (solver === 'extractor' && method !== 'closed_book') return captions;
  return [...captions, call('generator', 'answer', 1, images)];
}

/** Model calls of a fact that passes every gate. */
function ofBuild(seed: RowFields, { skip, reader, translate, writer }: BuildOptions): readonly ExpectedCall[] {
  const asks = (gate: BuildOptions['skip'][number], calls: number): number => (skip.includes(gate) ? 0 : calls);
  const isWritten = seed['golden_query'] !== null;
  const isAsked = seed['question'] !== null || writer === 'code';
  const text =
    (isWritten ? 0 : 1) + (isAsked ? 0 : 1) + asks('A4', 3) + asks('A7', 1) + asks('A12', 4) + (translate ? 3 : 0);
  const seeing = asks('A6', 3) + asks('A8', 4);
  return [
    call('generator', 'short', text),
    call('generator', 'short', seeing, 1),
    ...(reader === 'model' ? [call('solver', 'solve', asks('A9', 1) + asks('A3', 1))] : []),
  ].filter(({ calls }) => calls > 0);
}

const ofRefresh = ({ reader, topK }: RefreshOptions): readonly ExpectedCall[] =>
  reader === 'model' ? [call('solver', 'solve', 3 * topK.text)] : [];

/** Calls expected of one imported row, for `plan`. */
export function expect(seed: RowFields, options: DynvqaOptions): readonly ExpectedCall[] {
  switch (options.task) {
    case 'answer':
      return ofAnswer(seed, options);
    case 'build':
      return ofBuild(seed, options);
    case 'refresh':
      return ofRefresh(options);
  }
}
