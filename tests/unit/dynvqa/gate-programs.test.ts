import { describe, expect, it } from '@jest/globals';
import { ablation } from '../../../recipes/dynvqa/construct/ablation.ts';
import { aliases } from '../../../recipes/dynvqa/construct/aliases.ts';
import { difficulty } from '../../../recipes/dynvqa/construct/difficulty.ts';
import { readDraft, rowOf, type Draft } from '../../../recipes/dynvqa/construct/draft.ts';
import { evidence } from '../../../recipes/dynvqa/construct/evidence.ts';
import { flag } from '../../../recipes/dynvqa/construct/flag.ts';
import { label } from '../../../recipes/dynvqa/construct/label.ts';
import { picture as pictureGate } from '../../../recipes/dynvqa/construct/picture.ts';
import { question } from '../../../recipes/dynvqa/construct/question.ts';
import { rewrite } from '../../../recipes/dynvqa/construct/rewrite.ts';
import { sufficiency } from '../../../recipes/dynvqa/construct/sufficiency.ts';
import { translate } from '../../../recipes/dynvqa/construct/translate.ts';
import { visual } from '../../../recipes/dynvqa/construct/visual.ts';
import { dynvqaOptions } from '../../../recipes/dynvqa/options.ts';
import { recipe } from '../../../recipes/dynvqa/recipe.ts';
import type { ItemProgram, Row } from '../../../recipes/item-program.ts';
import type { Hit, RetrievalQuery } from '../../../recipes/retrieval.ts';
import type { ReviewVerdict } from '../../../recipes/review.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import type { WholeLine } from '../../../recipes/whole-stage.ts';
import { page, photo, picture, scripted, type Asked } from './scenario.ts';

const optionsWith = (changes: object = {}) =>
  dynvqaOptions.parse({
    task: 'build',
    version: '202603',
    asOf: '2026-03-01',
    retrieval: { provider: 'embedded', corpus: 'c'.repeat(64) },
    ...changes,
  });

const base: Draft = {
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
  verify: { closed_book_acc: null, golden_hit: null, picture_hit: null },
  disputed: [],
};
const asRow = (draft: Draft, id = 'row'): Row => ({
  ...rowOf(draft),
  id,
  origin: id,
  parents: [],
  round: 1,
  calls: [],
});

interface Play {
  readonly draft?: Partial<Draft>;
  readonly options?: object;
  readonly answer?: (call: Asked & { readonly ask: number }) => string;
  readonly search?: (query: RetrievalQuery) => readonly Hit[];
  readonly draw?: number;
}

/** Runs one gate and gives its outcome, with the calls it made. */
async function play(program: ItemProgram, { draft = {}, options, answer = () => '{}', search, draw = 0.5 }: Play) {
  const { services, calls, searches } = scripted(answer, search);
  const row = asRow({ ...base, ...draft });
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

const says = (value: object): string => JSON.stringify(value);
const two = [
  page('a', { url: 'https://a.example/1', snippet: 'The Marlow lighthouse is kept by Ada Finch.' }),
  page('b', { url: 'https://b.example/1', snippet: 'Ada Finch keeps the Marlow lighthouse.' }),
];

describe('A1 and A2', () => {
  it('want two sources that state the answer, and nothing newer than the day of the release', async () => {
    const { draft, searches } = await play(evidence, { search: () => two });
    expect(draft?.evidence.map(({ docId, sha256: hash }) => [docId, hash])).toEqual(
      two.map((hit) => [hit.docId, sha256(hit.snippet)]),
    );
    expect(searches[0]).toMatchObject({ asOf: '2026-03-01', query: 'Who keeps the Marlow lighthouse?' });
    expect(
      (await play(evidence, { search: () => [two[0]!, { ...two[1]!, url: 'https://www.a.example/2' }] })).outcome,
    ).toMatchObject({ kind: 'dropped', reason: 'A1:too_few_sources' });
  });

  it('have a model write question, answer and phrase where the seed has none, and check what it wrote', async () => {
    const { draft: found } = await play(evidence, { draft: { golden_query: null, answers: [] }, search: () => two });
    const written = {
      query: 'Who keeps the Marlow lighthouse?',
      answer: 'Ada Finch',
      aliases: ['A. Finch'],
      phrase: 'the keeper of the Marlow lighthouse',
    };
    const { draft, calls } = await play(question, { draft: found!, answer: () => says(written) });
    expect(draft).toMatchObject({
      golden_query: written.query,
      answers: ['Ada Finch', 'A. Finch'],
      phrase: written.phrase,
      gates: { A1: 'passed', A2: 'passed' },
    });
    expect(calls.map(({ name }) => name)).toEqual(['write']);
    const long = { ...written, answer: Array(13).fill('word').join(' ') };
    expect((await play(question, { draft: found!, answer: () => says(long) })).outcome).toMatchObject({
      reason: 'A2:long_answer',
    });
    expect(
      (await play(question, { draft: found!, answer: () => says({ ...written, answer: 'Ben Roe', aliases: [] }) }))
        .outcome,
    ).toMatchObject({ reason: 'A2:not_stated' });
  });
});

describe('A3', () => {
  const chain = [
    { subQuestion: 'Which harbour?', tool: 'search_text', answer: 'Marlow' },
    { subQuestion: 'Who keeps Marlow?', tool: 'search_text', answer: 'Ada Finch' },
  ] as const;
  const search = (query: RetrievalQuery): readonly Hit[] =>
    'query' in query && query.query === 'Which harbour?'
      ? [page('h', { snippet: 'The harbour is Marlow.' })]
      : [page('k', { snippet: 'Ada Finch keeps Marlow.' })];

  it('keeps a chain whose every link is needed', async () => {
    const answer = ({ messages }: Asked): string => {
      const text = JSON.stringify(messages);
      return says({
        answer: text.includes('The harbour is Marlow') && text.includes('Ada Finch keeps') ? 'Ada Finch' : 'unknown',
        cited: [],
      });
    };
    expect((await play(ablation, { draft: { chain }, search, answer })).outcome.kind).toBe('kept');
  });

  it('drops one that is answered without a link', async () => {
    const answer = ({ messages }: Asked): string =>
      says({ answer: JSON.stringify(messages).includes('Ada Finch keeps') ? 'Ada Finch' : 'unknown', cited: [] });
    expect((await play(ablation, { draft: { chain }, search, answer })).outcome).toMatchObject({
      kind: 'dropped',
      reason: 'A3:link_not_needed',
      detail: { link: 0 },
    });
  });
});

describe('A4', () => {
  const vote = { update_frequency: 'fast', hops: 2, visual_needed: false, domain: 'Geography' };

  it('takes what two of three votes say, and sends the rest to review', async () => {
    const votes = [vote, { ...vote, hops: 3, domain: 'History' }, { ...vote, hops: 4, domain: 'History' }];
    const { draft } = await play(label, { draft: { labels: {} }, answer: ({ sample }) => says(votes[sample] ?? {}) });
    expect(draft).toMatchObject({
      labels: { updateFrequency: 'fast', hops: 2, visualNeeded: false, domain: 'History' },
      disputed: ['hops'],
      gates: { A4: 'passed' },
    });
  });

  it('leaves labels of the seed as they are, and drops a question nobody could label', async () => {
    const { draft, calls } = await play(label, {});
    expect(calls).toEqual([]);
    expect(draft?.gates.A4).toBe('given');
    expect((await play(label, { draft: { labels: {} }, answer: () => 'no' })).outcome).toMatchObject({
      reason: 'A4:no_vote',
    });
  });
});

describe('A5 and A6', () => {
  it('take the first picture that two of three votes say shows it', async () => {
    const { image: _, ...noPicture } = base;
    const search = () => [photo('p1'), photo('p2')];
    const answer = ({ name, sample }: Asked): string => says({ shows: name === 'shows/1' ? sample < 2 : sample < 1 });
    const { outcome, calls, searches } = await (async () => {
      const { services, ...seen } = scripted(answer, search);
      const row = asRow(noPicture);
      const context = {
        campaignSeed: 7,
        stage: 'picture',
        round: 1,
        itemId: 'row',
        options: optionsWith(),
        facts: {},
        draw: () => 0.5,
      };
      return { outcome: await pictureGate({ seed: row, current: row }, services, context), ...seen };
    })();
    expect(searches).toEqual([expect.objectContaining({ tool: 'search_images', query: 'Marlow lighthouse' })]);
    expect(calls).toHaveLength(6);
    expect(outcome).toMatchObject({
      kind: 'kept',
      rows: [{ image: { sha256: sha256('p2') }, gates: { A5: 'given', A6: 'passed' } }],
    });
  });

  it('refuse what is not named exactly once', async () => {
    expect(
      (await play(pictureGate, { draft: { golden_query: 'Who keeps it?' }, options: { skip: ['A6'] } })).outcome,
    ).toMatchObject({ reason: 'A5:not_named_once', detail: { times: 0 } });
  });
});

describe('A7 and A8', () => {
  it('put a pointer in place of the name, by code or by a model, and take no question that names it', async () => {
    expect(
      (await play(rewrite, { options: { writer: 'code' }, answer: () => says({ answer: 'unknown' }) })).draft,
    ).toMatchObject({ question: 'Who keeps this lighthouse?', written_by: 'code' });
    const byModel = (text: string): Play => ({
      answer: ({ name }) => says(name === 'rewrite' ? { question: text } : { answer: 'unknown' }),
    });
    expect((await play(rewrite, byModel('Who keeps this building?'))).draft).toMatchObject({
      question: 'Who keeps this building?',
      written_by: 'model',
    });
    expect((await play(rewrite, byModel('Who keeps the Marlow Light?'))).outcome).toMatchObject({
      reason: 'A7:names_anchor',
    });
  });

  it('refuse what is answered without the picture, and what three of four answers without a search get right', async () => {
    const right = says({ answer: 'Ada Finch' });
    expect((await play(rewrite, { options: { writer: 'code' }, answer: () => right })).outcome).toMatchObject({
      reason: 'A7:text_suffices',
    });
    const hits = (right_: number): Play => ({
      draft: { question: 'Who keeps this?' },
      answer: ({ sample }) => (sample < right_ ? right : says({ answer: 'no idea' })),
    });
    expect((await play(difficulty, hits(3))).outcome).toMatchObject({ reason: 'A8:too_easy' });
    expect((await play(difficulty, hits(2))).draft?.verify.closed_book_acc).toBe(0.5);
  });
});

describe('A9 and A10', () => {
  it('find the answer in one of three tries, each over more documents', async () => {
    let asked = 0;
    const { draft, searches } = await play(sufficiency, {
      search: () => two,
      answer: () => says({ answer: ++asked === 3 ? 'Ada Finch' : 'unknown', cited: [] }),
    });
    expect(draft?.verify.golden_hit).toBe(true);
    expect(searches.map(({ topK }) => topK)).toEqual([5, 10, 15]);
    expect(
      (await play(sufficiency, { search: () => two, answer: () => says({ answer: 'unknown', cited: [] }) })).outcome,
    ).toMatchObject({ reason: 'A9:not_found' });
  });

  it('set the visual label from what happens', async () => {
    const seen = { labels: { ...base.labels, visualNeeded: true } };
    const textFound = { ...seen, verify: { ...base.verify, golden_hit: true } };
    expect((await play(visual, { draft: textFound })).draft).toMatchObject({
      labels: { visualNeeded: false },
      gates: { A10: 'relabelled' },
    });
    const looked: Play = {
      draft: { ...seen, verify: { ...base.verify, golden_hit: false } },
      search: () => [photo('p', { snippet: 'It is kept by Ada Finch' })],
    };
    expect(
      (await play(visual, { ...looked, answer: () => says({ answer: 'Ada Finch', cited: [] }) })).draft,
    ).toMatchObject({ labels: { visualNeeded: true }, verify: { picture_hit: true } });
    expect(
      (await play(visual, { ...looked, answer: () => says({ answer: 'unknown', cited: [] }) })).outcome,
    ).toMatchObject({ reason: 'A10:not_seen' });
  });
});

describe('A11 and A12', () => {
  const there = ['谁看守这座灯塔？', '谁看守马洛灯塔？', '艾达·芬奇', '马洛灯塔', '灯塔'];
  const draft = { question: 'Who keeps this lighthouse?' };
  const translating = (texts: readonly string[], same = true): Play => ({
    draft,
    options: { translate: true },
    answer: ({ name }) =>
      says(
        name === 'translate'
          ? { texts }
          : name === 'translate/back'
            ? { texts: ['Who keeps it?', 'Ada Finch'] }
            : { same },
      ),
  });

  it('make the question in the other language too, with answers of both', async () => {
    const { rows } = await play(translate, translating(there));
    expect(rows.map(({ language, question_id }) => [language, question_id])).toEqual([
      ['en', 'f1'],
      ['zh', 'f1-zh'],
    ]);
    expect(rows[1]?.answers).toEqual(['艾达·芬奇', 'Ada Finch']);
  });

  it('let a translation fall alone that names the anchor or is not equal', async () => {
    const named = await play(translate, translating(['谁看守马洛灯塔？', ...there.slice(1)]));
    expect(named.outcome).toMatchObject({
      kind: 'kept',
      rejects: [{ unit: 'translation', kind: 'dropped', reason: 'A11:names_anchor' }],
    });
    expect(named.rows).toHaveLength(1);
    expect((await play(translate, translating(there, false))).outcome).toMatchObject({
      rejects: [{ reason: 'A11:not_equal' }],
    });
  });

  it('judge each proposed alias on its own, and add number forms by code', async () => {
    const { draft: made } = await play(aliases, {
      draft: { answers: ['ten'] },
      answer: ({ name }) => says(name === 'aliases' ? { aliases: ['X', '十', 'ten'] } : { same: name === 'alias/1' }),
    });
    expect(made?.answers).toEqual(['ten', '10', '十']);
  });
});

describe('A13 and A14', () => {
  it('flag every disputed question and the drawn share of the others', async () => {
    expect((await play(flag, { draft: { disputed: ['hops'] } })).outcome).toMatchObject({ reason: 'A13:disputed' });
    expect((await play(flag, { draw: 0.05 })).outcome).toMatchObject({ reason: 'A13:sampled' });
    expect((await play(flag, { draw: 0.5 })).outcome.kind).toBe('kept');
  });

  const release = async (
    kept: readonly Row[],
    flagged: readonly Row[],
    verdicts: readonly ReviewVerdict[],
    options: object = {},
  ) => {
    async function* of(rows: readonly Row[]): AsyncGenerator<Row> {
      yield* rows;
    }
    const lines: WholeLine[] = [];
    const scratch = (): never => {
      throw new Error('nothing is spilled');
    };
    const made = recipe.whole?.['release']?.(
      { questions: () => of(kept), flagged: () => of(flagged) },
      { scratch, reviewed: async () => new Map(verdicts.map((one) => [one.row, one])) } as never,
      { campaignSeed: 7, stage: 'release', round: 1, options: optionsWith(options), facts: {}, draw: () => 0.5 },
    );
    for await (const line of made ?? []) lines.push(line);
    const dropped = lines.flatMap((line) => (line.kind === 'dropped' ? [[line.row.id, line.reason]] : []));
    const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.fields] : []));
    const facts = lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []));
    return { dropped, rows, facts: facts[0] };
  };
  const numbered = (n: number, fields: Partial<Draft> = {}): Row =>
    asRow(
      {
        ...base,
        question_id: `q${n}`,
        question: 'Who keeps this?',
        golden_query: `Who keeps lighthouse ${n}?`,
        ...fields,
      },
      `row-${n}`,
    );

  it('release what the review keeps; without a verdict a sampled row stays and a disputed one falls', async () => {
    const disputed = { disputed: ['hops'] };
    const { rows, dropped } = await release(
      [numbered(1)],
      [numbered(2), numbered(3), numbered(4, disputed), numbered(5, disputed)],
      [
        { row: 'row-3', verdict: 'drop' },
        { row: 'row-5', verdict: 'keep' },
      ],
    );
    expect(rows.map((row) => row['question_id'])).toEqual(['q1', 'q2', 'q5']);
    expect(dropped).toEqual([
      ['row-3', 'A13:rejected'],
      ['row-4', 'A13:disputed'],
    ]);
    expect(rows[0]).toMatchObject({ gold_version: '202603', as_of: '2026-03-01', state: 'active' });
  });

  it('drop the same question of the same picture, also where six bits of its hash differ', async () => {
    const twin = (phash: string) => ({ golden_query: 'Who keeps it?', image: { sha256: sha256(phash), phash } });
    const { dropped } = await release(
      [numbered(1, twin('0'.repeat(16))), numbered(2, twin('000000000000003f')), numbered(3, twin('000000000000007f'))],
      [],
      [],
    );
    expect(dropped).toEqual([['row-2', 'A14:duplicate']]);
  });

  it('bring fifty questions within five points of the wanted shares', async () => {
    const rows = Array.from({ length: 50 }, (_, n) =>
      numbered(n, {
        labels: {
          updateFrequency: n < 30 ? 'fast' : n < 40 ? 'slow' : 'never',
          hops: n % 4 === 0 ? 3 : 2,
          visualNeeded: n % 2 === 0,
          domain: 'Daily',
        },
      }),
    );
    const {
      rows: released,
      dropped,
      facts,
    } = await release(rows, [], [], { quotas: { fast: 0.4, slow: 0.3, never: 0.3 } });
    const fast =
      released.filter((row) => (row['labels'] as Draft['labels']).updateFrequency === 'fast').length / released.length;
    expect(Math.abs(fast - 0.4)).toBeLessThanOrEqual(0.05 + 1e-9);
    expect(facts).toMatchObject({ quotas_met: true, questions: released.length });
    expect(released.length + dropped.length).toBe(50);
    expect(dropped.every(([, reason]) => reason?.startsWith('A14:quota_'))).toBe(true);
  });
});
