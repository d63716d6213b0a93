import { describe, expect, it } from '@jest/globals';
import { mmevolOptions } from '../../../recipes/mmevol/index.ts';
import { child, evolve, good, list, listOf, only, run, verdicts } from './evolving.ts';
import { contextOf, rowOf, scripted, type Script } from './scenario.ts';

describe('evolve', () => {
  it('sends image, caption, boxes and the whole list to the generator, and no image to the judge', async () => {
    const { calls } = await run(good, {});
    expect(calls.map(({ name, model, images }) => [name, model, images])).toEqual([
      ['evolve', 'generator', 1],
      ['judge', 'judge', 0],
    ]);
    expect(calls[0]?.text).toContain('a cup stands on a table.');
    expect(calls[0]?.text).toContain('cup: [0.100, 0.200, 0.300, 0.400]');
    expect(calls[0]?.text).toContain(JSON.stringify(list));
    const after = list.map((item) => child(item, 1)).map(({ question, answer }) => ({ question, answer }));
    expect(calls[1]?.text).toContain(JSON.stringify(list.map(({ question, answer }) => ({ question, answer }))));
    expect(calls[1]?.text).toContain(JSON.stringify(after));
  });

  it('keeps one row with score, judge reason and lineage of every item', async () => {
    const { outcome } = await run(good, only('cognitive'));
    expect(outcome).toMatchObject({
      kind: 'kept',
      rejects: [],
      rows: [
        {
          operator: 'cognitive',
          profile: 'full',
          promptVersion: 'full-1',
          models: { generator: 'generator', judge: 'judge' },
          image_path: 'coco/1.jpg',
          caption: 'A Cup stands on a table.',
          repairs: [],
        },
      ],
    });
    expect(listOf(outcome)[1]).toMatchObject({
      score: 1,
      judgeReason: 'Reason 1.',
      lineage: {
        parentIndex: 1,
        operator: 'cognitive',
        round: 1,
        promptVersion: 'full-1',
        generatorCall: 'key:evolve:0',
        judgedBy: 'model',
        judgeCall: 'key:judge:0',
      },
    });
    expect(outcome.kind === 'kept' && outcome.rows[0]).not.toHaveProperty('id');
  });

  it('drops by the rules before the judge, and by the judge whatever the score', async () => {
    const items = [
      ...list.map((item) => child(item, 1)),
      { ...child(list[0]!, 1), answer: 'At [0.9, 0.9, 1, 1] the original question is answered.' },
    ];
    const { outcome, calls } = await run(
      ({ model }) => (model === 'judge' ? verdicts(true, false) : JSON.stringify(items)),
      only('cognitive'),
    );
    expect(calls[1]?.text).not.toContain('[0.9, 0.9, 1, 1]');
    expect(listOf(outcome)).toHaveLength(1);
    expect(listOf(outcome)[0]).toMatchObject({ score: 0, lineage: { parentIndex: null } });
    expect(outcome).toMatchObject({
      rejects: [
        {
          unit: 'qa/1',
          kind: 'dropped',
          reason: 'not_improved',
          detail: {
            operator: 'cognitive',
            score: 1,
            judgeReason: 'Reason 1.',
            question: items[1]?.question,
            calls: ['key:evolve:0', 'key:judge:0'],
          },
        },
        {
          unit: 'qa/2',
          kind: 'dropped',
          reason: 'operator_rule:box_given',
          detail: { rules: ['box_given', 'no_meta_words'], calls: ['key:evolve:0'] },
        },
      ],
    });
  });

  it('is dropped where nothing improved, and does not ask the judge about nothing', async () => {
    const nothing = await run(
      ({ model }) => (model === 'judge' ? verdicts(false, false) : good({ model } as never)),
      {},
    );
    expect(nothing.outcome).toMatchObject({
      kind: 'dropped',
      reason: 'all_eliminated',
      rejects: [{ unit: 'qa/0' }, { unit: 'qa/1' }],
    });
    const unlawful = await run(() => JSON.stringify(list), only('cognitive'));
    expect(unlawful.outcome).toMatchObject({ kind: 'dropped', reason: 'all_eliminated' });
    expect(unlawful.calls).toHaveLength(1);
  });

  it('lets items that violate the schema fall alone', async () => {
    const items = [child(list[0]!, 1), { ...child(list[1]!, 1), steps: 'none' }];
    const { outcome } = await run(({ model }) => (model === 'judge' ? verdicts(true) : JSON.stringify(items)), {});
    expect(listOf(outcome)).toHaveLength(1);
    expect(listOf(outcome)[0]?.lineage?.parentIndex).toBe(0);
    expect(outcome).toMatchObject({ rejects: [{ unit: 'qa/1', kind: 'failed', reason: 'schema_violation:steps' }] });
  });

  it('names skills by the vocabulary and records unknown ones', async () => {
    const items = list.map((item) => ({ ...child(item, 1), skills: ['ocr', 'OCR ability', 'Humour'] }));
    const { outcome } = await run(
      ({ model }) => (model === 'judge' ? verdicts(true, true) : JSON.stringify(items)),
      {},
    );
    expect(listOf(outcome)[0]?.skills).toEqual(['OCR Ability', 'Humour']);
    expect(outcome).toMatchObject({ rows: [{ unknown_skills: ['humour'] }] });
  });

  it.each([
    ['parse_error', 'Nice table.', verdicts(true, true)],
    ['truncated', '[{"question": "Wh', verdicts(true, true)],
    ['refused', "I'm sorry, but I can't assist with that.", verdicts(true, true)],
    ['empty_answer', '', verdicts(true, true)],
    ['schema_violation', '[{"question": "What?", "answer": "A cup."}]', verdicts(true, true)],
    ['judge_count_mismatch', '', verdicts(true)],
  ])('fails with %s after the re-ask', async (reason, generated, judged) => {
    const script: Script = (call) =>
      call.model === 'judge' ? judged : reason === 'judge_count_mismatch' ? good(call) : generated;
    await expect(run(script, {})).rejects.toMatchObject({ name: 'ItemFailure', reason });
  });

  it('takes the answer to a re-ask', async () => {
    const { outcome } = await run((call) => (call.model === 'generator' && call.ask === 0 ? 'Well.' : good(call)), {});
    expect(listOf(outcome)[0]?.lineage?.generatorCall).toBe('key:evolve:1');
  });

  it('drops repeated questions only where the campaign wants it', async () => {
    const items = [
      child(list[0]!, 1),
      { ...child(list[0]!, 1), question: ` ${child(list[0]!, 1).question.toUpperCase()}` },
    ];
    const script: Script = ({ model, text }) =>
      model === 'judge' ? verdicts(...(text.includes('exactly 1') ? [true] : [true, true])) : JSON.stringify(items);
    expect(listOf((await run(script, {})).outcome)).toHaveLength(2);
    const { outcome } = await run(script, { duplicateQuestions: 'drop' });
    expect(outcome).toMatchObject({ rejects: [{ unit: 'qa/1', kind: 'dropped', reason: 'duplicate_question' }] });
  });

  it('completes question and answer of the base profile', async () => {
    const pairs = list.map((item) => child(item, 1)).map(({ question, answer }) => ({ question, answer }));
    const { outcome } = await run(({ model }) => (model === 'judge' ? verdicts(true, true) : JSON.stringify(pairs)), {
      profile: 'base',
    });
    expect(listOf(outcome)[0]).toMatchObject({
      ...pairs[0],
      objects: [],
      skills: [],
      steps: [],
      format: 'Norm',
      image_position: 'single',
    });
    const short: Script = () => JSON.stringify(pairs.slice(1));
    await expect(run(short, { profile: 'base', ...only('perceptual') })).rejects.toMatchObject({
      reason: 'count_mismatch',
    });
  });

  it('asks the detector only where neither caption nor boxes are known', async () => {
    const detection = {
      width: 10,
      height: 10,
      objects: [
        { label: 'dog', bbox: [0.1, 0.1, 0.5, 1.001], score: 0.9 },
        { label: 'cat', bbox: [0, 0, 1, 1], score: 0.2 },
      ],
      text: [{ text: ' EXIT ', bbox: [0, 0, 1, 1], score: 0.9 }],
    };
    const row = rowOf(list, { caption: null, det: [] });
    const { services, calls, detected } = scripted(good, detection);
    const outcome = await evolve(
      { seed: row, current: row },
      services,
      contextOf(mmevolOptions.parse({ detect: true })),
    );
    expect(detected).toHaveLength(1);
    expect(calls[0]?.text).toContain('dog: [0.100, 0.100, 0.500, 1.000]');
    expect(calls[0]?.text).toContain('EXIT');
    expect(outcome).toMatchObject({
      rows: [{ caption: null, det: [{ label: 'dog', bbox: [0.1, 0.1, 0.5, 1] }], text_seen: ['EXIT'] }],
    });
    expect((await run(good, { detect: true })).detected).toEqual([]);
    expect((await run(good, {}, { caption: null, det: [] })).detected).toEqual([]);
  });
});
