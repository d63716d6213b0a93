import type { RetrievalQuery } from '../../retrieval.ts';
import type { Services } from '../../services.ts';
import { toShown } from '../agent/episode-state.ts';
import { extractAnswer } from '../agent/extract-answer.ts';
import { leaks } from '../agent/leak-guard.ts';
import { withRetriever } from '../agent/retrieving-services.ts';
import type { EpisodeSettings } from '../agent/run-episode.ts';
import type { StepRecord } from '../agent/step-record.ts';
import type { AskedQuestion } from './asked-question.ts';

/** One search of a fixed recipe, as a step of the transcript. */
export async function searched(
  step: number,
  { image }: AskedQuestion,
  query: RetrievalQuery,
  settings: EpisodeSettings,
  services: Services,
): Promise<StepRecord> {
  const { value, key } = await withRetriever(services).retrieve({ name: `retrieve/${step}`, query });
  const allowed = value.hits.filter(
    (hit) => !leaks(hit, { image: image?.sha256 ?? '', phash: settings.phash, blocked: settings.blocked }),
  );
  const hits = toShown(allowed, settings.imagesPerStep, settings);
  return {
    step,
    reply: null,
    thought: '',
    subQuestion: '',
    action: query.tool,
    ...('query' in query ? { query: query.query } : {}),
    result: hits.length > 0 ? 'found' : 'nothing',
    hits,
    guarded: value.hits.length - allowed.length,
    degraded: value.degraded,
    snapshot: value.snapshot,
    calls: { retrieve: key },
  };
}

/** What the extractor reads from the last search, as its finding. */
export function withFinding(
  steps: readonly StepRecord[],
  question: AskedQuestion,
  { solver }: EpisodeSettings,
): readonly StepRecord[] {
  const last = steps.at(-1);
  if (solver !== 'extractor' || !last) return steps;
  const finding = extractAnswer(last.query ?? question.question, last.hits, question.language);
  return finding ? [...steps.slice(0, -1), { ...last, finding }] : steps;
}
