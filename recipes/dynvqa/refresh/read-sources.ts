import { allEnded } from '../../all-ended.ts';
import type { Hit } from '../../retrieval.ts';
import type { Services } from '../../services.ts';
import { sourceOf } from '../construct/gates.ts';
import { readHits } from '../construct/read-hits.ts';
import type { Language } from '../../language.ts';
import { fairScore } from '../metric/fair-score.ts';
import type { RefreshOptions } from '../options.ts';
import type { Reading } from './verdict.ts';

/** Readings of one source by a model; two that agree are its word. */
export const samples = 3;

export interface AskedSources {
  /** Beginning of the calls' names. */
  readonly name: string;
  readonly query: string;
  readonly language: Language;
}

/** What each source says now, one reading a source: the newest of its documents that says anything. */
export async function readSources(
  { name, query, language }: AskedSources,
  hits: readonly Hit[],
  { reader }: RefreshOptions,
  services: Services,
): Promise<readonly Reading[]> {
  const sources = new Map<string, Hit[]>();
  for (const hit of hits) sources.set(sourceOf(hit), [...(sources.get(sourceOf(hit)) ?? []), hit]);
  const readings: Reading[] = [];
  for (const [source, documents] of sources) {
    const newest = documents.toSorted((a, b) => ((a.publishedAt ?? '') < (b.publishedAt ?? '') ? 1 : -1));
    for (const hit of newest) {
      const asked = { question: query, language, hits: [hit] };
      const said = await allEnded(
        Array.from({ length: reader === 'model' ? samples : 1 }, (_, sample) =>
          readHits(reader, { name: `${name}/${hit.docId}/${sample}`, ...asked }, services),
        ),
      );
      const answers = said.flatMap((finding) => (finding ? [finding.answer] : []));
      const agreed = answers.find(
        (answer, at) =>
          reader === 'extractor' ||
          answers.some((other, i) => i !== at && fairScore(other, [answer], language)?.exact === true),
      );
      if (agreed === undefined) continue;
      readings.push({ answer: agreed, source, docId: hit.docId, publishedAt: hit.publishedAt });
      break;
    }
  }
  return readings;
}
