import { readDraft, rowOf, type Draft } from '../../../recipes/dynvqa/construct/draft.ts';
import { dynvqaOptions } from '../../../recipes/dynvqa/options.ts';
import type { ItemProgram, Row } from '../../../recipes/item-program.ts';
import type { Hit, RetrievalQuery } from '../../../recipes/retrieval.ts';
import { page, picture, scripted, type Asked } from './scenario.ts';

export const optionsWith = (changes: object = {}) =>
  dynvqaOptions.parse({
    task: 'build',
    version: '202603',
    asOf: '2026-03-01',
    retrieval: { provider: 'embedded', corpus: 'c'.repeat(64) },
    ...changes,
  });

export const base: Draft = {
  question_id: 'f1',
  language: 'en',
  topic: 'Marlow lighthouse',
  golden_query: 'Who keeps the Marlow lighthouse?',
  answers: ['Ada Finch'],
  question: null,
  anchor: { entity: 'Marlow lighthouse', aliases: ['Marlow light'], hypernym: 'lighthouse' },
  phrase: null,
  chain: [],
  labels: { updateFrequency: 'fast', hops: 2, visualNeeded: false, domain: 'Geography' },
  evidence: [],
  image: { sha256: picture },
  written_by: 'code',
  gates: {},
  verify: { closed_book_acc: null, golden_hit: null, text_only_hit: null, picture_hit: null },
  disputed: [],
};
export const asRow = (draft: Draft, id = 'row'): Row => ({
  ...rowOf(draft),
  id,
  origin: id,
  parents: [],
  round: 1,
  calls: [],
});

export interface Play {
  /** @default base */
  readonly from?: Draft;
  /** Changes of it. */
  readonly draft?: Partial<Draft>;
  readonly options?: object;
  readonly answer?: (call: Asked & { readonly ask: number }) => string;
  readonly search?: (query: RetrievalQuery) => readonly Hit[];
  readonly draw?: number;
  /** Text that stands written in a picture, by its sha256. */
  readonly written?: (sha256: string) => string;
}

/** Runs one gate and gives its outcome, with the calls it made. */
export async function play(
  program: ItemProgram,
  { from = base, draft = {}, options, answer = () => '{}', search, draw = 0.5, written }: Play,
) {
  const { services: scriptedServices, calls, searches } = scripted(answer, search);
  const services = {
    ...scriptedServices,
    detect: async (shown: string) => ({
      width: 8,
      height: 8,
      objects: [],
      text: written ? [{ text: written(shown), score: 1, bbox: [0, 0, 1, 1] }] : [],
    }),
  };
  const row = asRow({ ...from, ...draft });
  const outcome = await program({ seed: row, current: row }, services, {
    campaignSeed: 7,
    stage: 'gate',
    round: 1,
    itemId: row.id,
    options: optionsWith(options),
    facts: {},
    draw: () => draw,
  });
  const rows = outcome.kind === 'kept' ? outcome.rows.map((fields) => readDraft({ ...row, ...fields })) : [];
  return { outcome, rows, draft: rows[0], calls, searches };
}

export const says = (value: object): string => JSON.stringify(value);
/** Documents of two hosts that state the answer of `base`. */
export const two = [
  page('a', { url: 'https://a.example/1', snippet: 'The Marlow lighthouse is kept by Ada Finch.' }),
  page('b', { url: 'https://b.example/1', snippet: 'Ada Finch keeps the Marlow lighthouse.' }),
];
