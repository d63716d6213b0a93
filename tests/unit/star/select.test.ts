import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equationsOf, holds, valueOf } from '../../../recipes/star/equations.ts';
import { imported, optionsOf, run, runWhole } from './scenario.ts';
import type { Row } from '../../../recipes/item-program.ts';

const record = (problem: number, fields: object = {}): Row => ({
  id: `row-${problem}-${JSON.stringify(fields).length}-${String((fields as { sample?: number }).sample ?? 0)}`,
  origin: `problem-${problem}`,
  parents: [`problem-${problem}`],
  round: 1,
  calls: [],
  source: 'generated',
  completion: `Rationale of ${problem}`,
  ...fields,
});
const sampled = (problem: number, completions: readonly string[]): readonly Row[] =>
  completions.map((completion, sample) => record(problem, { completion, sample }));
const reasonsOf = (rejects: readonly { kind: string }[]) => rejects.map((line) => (line as { reason?: string }).reason);

describe('a training set', () => {
  it('holds each problem once at most, generated or rationalized, and no more problems than there are', async () => {
    const options = optionsOf({ dataset: 'gsm8k', fewShot: 'never' });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 12 }),
        async (fates) => {
          const rows = imported(
            fates.map((_, at) => ({ question: `Problem ${at}?`, answer: `#### ${at}` })),
            options,
          );
          const says = ({ last, name }: { readonly last: string; readonly name: string }): string => {
            const at = Number(/Problem (\d+)/.exec(last)?.[1]);
            const right = fates[at]?.[name === 'generate' ? 0 : 1];
            return right ? `#### ${at}` : 'no idea';
          };
          const generated = await run('generate', rows, options, says);
          const rationalized = await run('rationalize', generated.dropped, options, says);
          expect(rationalized.asks).toHaveLength(fates.filter(([solved]) => !solved).length);
          const inputs = { generated: generated.kept, rationalized: rationalized.kept };
          const set = await runWhole('select', inputs, options, { facts: { attempts: { total: rows.length } } });
          const problems = set.rows.map(({ origin }) => origin);
          expect(new Set(problems).size).toBe(problems.length);
          expect(problems.length).toBeLessThanOrEqual(rows.length);
          expect(set.facts).toMatchObject({
            attempted: rows.length,
            correct: generated.kept.length,
            rationalized: rationalized.kept.length,
            records: problems.length,
            keptShare: problems.length / rows.length,
          });
          for (const row of set.rows) expect(row['answer']).toBe(row['gold']);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stands in an order drawn from the seed, the same every time', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => record(at));
    const options = optionsOf({ dataset: 'gsm8k' });
    const [first, second] = [
      await runWhole('select', { generated: rows }, options),
      await runWhole('select', { generated: rows }, options),
    ];
    expect(first.rows).toEqual(second.rows);
    expect(first.rows.map(({ origin }) => origin)).not.toEqual(rows.map(({ origin }) => origin));
    expect(first.rows.map(({ origin }) => origin).sort()).toEqual(rows.map(({ origin }) => origin).sort());
  });

  it('takes as many rationales of a problem as the options say, each kind once', async () => {
    const rows = [...sampled(1, ['2+2=4 so 4', '2 + 2 = 4, that is 4', '4 = 4', '2+2=4 so 4']), ...sampled(2, ['x'])];
    const set = async (more: object) =>
      runWhole('select', { generated: rows }, optionsOf({ dataset: 'gsm8k', ...more }));
    expect((await set({})).rows).toHaveLength(5);
    expect(reasonsOf((await set({ dedupKey: 'exact' })).rejects)).toEqual(['duplicate']);
    expect(reasonsOf((await set({ dedupKey: 'equation-list' })).rejects)).toEqual(['duplicate', 'duplicate']);
    expect(reasonsOf((await set({ maxKeptPerProblem: 2 })).rejects)).toEqual(['over_cap', 'over_cap']);
    expect(reasonsOf((await set({ maxKeptPerProblem: 2, dedupKey: 'exact' })).rejects)).toEqual([
      'over_cap',
      'duplicate',
    ]);
  });

  it('keeps of rationales with the same equations the one that differs most from the others, where RFT is wanted', async () => {
    const rows = sampled(1, ['It is 2+2=4', 'So 4: 2+2=4', 'It is 1+3=4', 'A longer way round: 2+2=4']);
    const set = async (more: object) =>
      runWhole('select', { generated: rows }, optionsOf({ dataset: 'gsm8k', dedupKey: 'equation-list', ...more }));
    const texts = ({ rows: kept }: { readonly rows: readonly Row[] }) =>
      kept.map(({ completion }) => completion).sort();
    expect(texts(await set({}))).toEqual(['It is 1+3=4', 'It is 2+2=4']);
    expect(texts(await set({ keepOfSame: 'most-different' }))).toEqual(['A longer way round: 2+2=4', 'It is 1+3=4']);
  });

  it('leaves out right answers below a wrong equation, of sums below a wrong line, where RFT is wanted', async () => {
    const rows = sampled(1, [
      'She has <<2*3=6>>6, then <<6+1=7>>7.',
      'She has <<2*3=5>>5, then <<6+1=7>>7.',
      'It is 7.',
    ]);
    const checked = optionsOf({ dataset: 'gsm8k', equationCheck: true });
    expect(reasonsOf((await runWhole('select', { generated: rows }, checked)).rejects)).toEqual(['wrong_equation']);
    expect((await runWhole('select', { generated: rows }, optionsOf({ dataset: 'gsm8k' }))).rejects).toEqual([]);
    const sums = [record(1, { working_right: true }), record(2, { working_right: false })];
    const ofSums = optionsOf({ dataset: 'arithmetic', equationCheck: true });
    expect((await runWhole('select', { generated: sums }, ofSums)).rejects).toMatchObject([
      { reason: 'wrong_equation', row: { origin: 'problem-2' } },
    ]);
  });

  it('leaves out what begins with something that is not in the picture, where the options say so', async () => {
    const generated = [record(1, { perception_right: false }), record(2, { perception_right: true })];
    const reasons = async (perception: string) =>
      reasonsOf((await runWhole('select', { generated }, optionsOf({ dataset: 'multimodal', perception }))).rejects);
    expect(await reasons('drop')).toEqual(['wrong_perception']);
    expect(await reasons('tag')).toEqual([]);
  });

  it('leaves out what is answered without the picture, and what is rationalized beyond its share', async () => {
    const generated = [record(1, { visual_independent: true }), record(2, { visual_independent: false }), record(3)];
    const rationalized = [4, 5, 6].map((problem) => record(problem, { source: 'rationalized' }));
    const options = optionsOf({ dataset: 'multimodal', blindCheck: 'drop', maxRationalizedShare: 0.5 });
    const { rows, rejects, facts } = await runWhole('select', { generated, rationalized }, options);
    expect(reasonsOf(rejects)).toEqual(['visual_independent', 'over_rationalized_share']);
    expect(rows).toHaveLength(4);
    expect(facts).toMatchObject({ generated: 2, rationalized: 2, visualIndependent: 1 });
  });
});

describe('wrong attempts', () => {
  it('become rows of a side table, failed ones do not', async () => {
    const line = { parents: ['p'], origin: 'p', round: 1, calls: [], stage: 'generate', id: 'p' };
    const wrong: Row[] = [
      { ...line, kind: 'dropped', reason: 'wrong', unit: 'sample/3', detail: { answer: '5', output: 'It is 5.' } },
      { ...line, kind: 'failed', reason: 'endpoint_error', detail: { call: 'generate' } },
      { ...line, kind: 'dropped', reason: 'no_answer', detail: { answer: null, output: 'Well.' } },
    ];
    const { rows, facts } = await runWhole('negatives', { wrong }, optionsOf({ dataset: 'gsm8k' }));
    expect(rows).toMatchObject([
      { label: 'wrong', sample: 3, answer: '5', output: 'It is 5.', parents: ['p'] },
      { label: 'wrong', sample: 0, reason: 'no_answer' },
    ]);
    expect(facts).toEqual({ negatives: 2 });
  });
});

describe('the equations of a rationale', () => {
  it.each([
    ['She has 48/2 = <<48/2=24>>24 and <<48 + 24 = 72>>72.', ['48/2=24', '48+24=72']],
    ['First 3 * 4 = 12. Then 12 - $2 = $10.', ['3*4=12', '12-2=10']],
    ['No calculation at all', []],
  ])('of %j are %j', (text, equations) => expect(equationsOf(text)).toEqual(equations));
});

describe('an equation', () => {
  it.each([
    '48/2=24',
    '0.2*50=10',
    '100/3=33.33',
    '2*(3+4)=14',
    '20%*50=10',
    '3x4=12',
    '-2+5=3',
    '2*3=6=12/2',
    '7÷2=3.5',
  ])('that holds: %s', (equation) => expect(holds(equation)).toBe(true));

  it.each(['48/2=25', '100/3=33', '100/3=33.4', '2*(3+4=14', 'x=5', '5', '1/0=2', '=', '2 3=23'])(
    'that does not: %s',
    (equation) => expect(holds(equation)).toBe(false),
  );

  it('is worked out by the usual rules, brackets first', () => {
    interface Worked {
      readonly text: string;
      readonly value: number;
    }
    const worked = fc.letrec<{ worked: Worked }>((tie) => ({
      worked: fc.oneof(
        { maxDepth: 4 },
        fc.nat(99).map((value): Worked => ({ text: String(value), value })),
        fc.tuple(tie('worked'), fc.constantFrom('+', '-', '*'), tie('worked')).map(([a, sign, b]): Worked => {
          const value = sign === '+' ? a.value + b.value : sign === '-' ? a.value - b.value : a.value * b.value;
          return { text: `(${a.text}${sign}${b.text})`, value };
        }),
      ),
    })).worked;
    fc.assert(fc.property(worked, ({ text, value }) => expect(valueOf(text)).toBeCloseTo(value)));
    expect([valueOf('2+3*4-6/2'), valueOf('8/4/2'), valueOf('9-4-3')]).toEqual([11, 1, 2]);
  });
});
