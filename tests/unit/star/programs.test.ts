import { describe, expect, it } from '@jest/globals';
import { rationalePairs } from '../../../recipes/star/export/preferences.ts';
import { correctMark } from '../../../recipes/star/question.ts';
import { imported, optionsOf, run, type Says } from './scenario.ts';

const choices = ['ignore', 'enforce', 'avoid', 'yell', 'praise'].map((text, at) => ({
  label: 'ABCDE'[at] ?? '',
  text,
}));
const commonsense = (id: string, answerKey: string) => ({
  id,
  answerKey,
  question: { stem: `What of ${id}?`, choices },
});
const options = optionsOf({ dataset: 'commonsenseqa' });
const three = imported([commonsense('x', 'A'), commonsense('y', 'B'), commonsense('z', 'C')], options);

/** Right on x, wrong on y, silent on z; right on everything with a hint. */
const says: Says = ({ last }) => {
  const marked = /\((.)\) [^\n]* \(CORRECT\)/.exec(last)?.[1];
  if (marked) return `Because of that. Therefore the answer is it (${marked}).\n\nQ: another`;
  if (last.includes('of x')) return 'It is so. Therefore the answer is ignore (a).';
  return last.includes('of y') ? 'Hence the answer is avoid (c).' : 'I cannot tell.';
};

describe('attempts', () => {
  it('keep what equals gold, and drop the rest with its reason', async () => {
    const { outcomes } = await run('generate', three, options, says);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['kept', 'dropped', 'dropped']);
    expect(outcomes[1]).toMatchObject({ reason: 'wrong', detail: { answer: 'c' } });
    expect(outcomes[2]).toMatchObject({ reason: 'no_answer', detail: { answer: null, output: 'I cannot tell.' } });
  });

  it('that failed at the endpoint are neither right nor wrong, so they are not rationalized', async () => {
    const { outcomes, dropped } = await run('generate', three, options, (asked) =>
      asked.last.includes('of y') ? undefined : says(asked),
    );
    expect(outcomes[1]).toEqual({ kind: 'failed', reason: 'endpoint_error' });
    expect(dropped.map(({ source_id }) => source_id)).toEqual(['z']);
  });

  it('ask the base in iteration 1 and the model of the iteration before in a later one', async () => {
    expect((await run('generate', three, options, says)).asks.map(({ served }) => served)).toEqual(
      Array(3).fill(undefined),
    );
    const later = await run('generate', three, options, says, { round: 2, facts: { model: { model: 'M1' } } });
    expect(later.asks.map(({ served }) => served)).toEqual(['M1', 'M1', 'M1']);
    expect(later.kept[0]).toMatchObject({ model: 'M1', iteration: 2 });
  });

  it('of several a problem keep each right one, and tell of each wrong one', async () => {
    const many = optionsOf({ dataset: 'commonsenseqa', samplesPerProblem: 4, temperature: 0.7 });
    const { outcomes, asks, kept } = await run('generate', three.slice(0, 1), many, ({ sample }) =>
      sample === 1 ? undefined : sample === 2 ? 'the answer is (b)' : `Sample ${sample}: (a).`,
    );
    expect(asks.map(({ sample, temperature }) => [sample, temperature])).toEqual([0, 1, 2, 3].map((n) => [n, 0.7]));
    expect(kept.map(({ sample }) => sample)).toEqual([0, 3]);
    expect(outcomes[0]).toMatchObject({
      rejects: [
        { unit: 'sample/1', kind: 'failed', reason: 'endpoint_error' },
        { unit: 'sample/2', kind: 'dropped', reason: 'wrong' },
      ],
    });
  });

  it('keep wrong ones beside each right one where verifiers are to be trained, which makes pairs of them', async () => {
    const many = optionsOf({ dataset: 'commonsenseqa', samplesPerProblem: 3, fewShot: 'never', keepNegatives: true });
    const sampled = ({ sample }: { readonly sample: number }): string =>
      sample === 0 ? 'So (a).' : sample === 1 ? 'Rather (b).\n\nQ: more' : 'Well.';
    const { kept } = await run('generate', three.slice(0, 1), many, sampled);
    expect(kept[0]?.['wrong']).toEqual([
      { sample: 1, answer: 'b', completion: 'Rather (b).' },
      { sample: 2, answer: null, completion: 'Well.' },
    ]);
    const [first] = kept;
    if (!first) throw new Error('nothing kept');
    expect(rationalePairs(first, undefined)).toMatchObject([
      { id: `${first.id}-1`, chosen: 'So (a).', rejected: 'Rather (b).', answer_gt: 'a' },
      { id: `${first.id}-2`, chosen: 'So (a).', rejected: 'Well.' },
    ]);
    expect(rationalePairs(first, 'x.png')[0]?.question).toMatch(/^<image>\n/);
    const without = await run('generate', three.slice(0, 1), { ...many, keepNegatives: false }, sampled);
    expect(without.kept[0]).not.toHaveProperty('wrong');
    expect(rationalePairs(without.kept[0] ?? first, undefined)).toEqual([]);
  });

  it('have worked examples before them as earlier turns, in the iterations the options name', async () => {
    const turns = async (fewShot: string, round: number): Promise<number> => {
      const of = optionsOf({ dataset: 'commonsenseqa', fewShot });
      return (await run('generate', three.slice(0, 1), of, says, { round })).asks[0]?.messages.length ?? 0;
    };
    expect(await turns('always', 2)).toBe(16);
    expect([await turns('first', 1), await turns('first', 2), await turns('never', 1)]).toEqual([16, 2, 2]);
  });
});

describe('rationalization', () => {
  it('stores the prompt without the hint, byte for byte the one of an attempt', async () => {
    const generated = await run('generate', three, options, says);
    const rationalized = await run('rationalize', generated.dropped, options, says);
    expect(rationalized.asks.every(({ last }) => last.includes(correctMark))).toBe(true);
    expect(rationalized.kept).toHaveLength(2);
    for (const row of rationalized.kept) {
      const attempt = generated.asks.find(({ last }) => last.includes(`of ${String(row['problem'])}?`));
      const stored = row['prompt'] as { content: string }[];
      expect(stored.at(-1)?.content).toBe(attempt?.last);
      expect(JSON.stringify(row)).not.toContain('CORRECT');
      expect(row).toMatchObject({ source: 'rationalized', hint_used: true });
    }
  });

  it('hints in its worked examples too', async () => {
    const { asks } = await run('rationalize', three.slice(1), options, says);
    const examples = asks[0]?.messages.filter(({ role }) => role === 'user').slice(0, -1) ?? [];
    expect(examples).toHaveLength(7);
    expect(examples.every(({ content }) => String(content).includes(correctMark))).toBe(true);
  });

  it('of GSM8K hints at the final value, and at no line of the solution', async () => {
    const gsm = optionsOf({ dataset: 'gsm8k' });
    const solution = ['She sold 48/2 = <<48/2=24>>24.', 'Together 48+24 = <<48+24=72>>72.', '#### 72'];
    const rows = imported([{ question: 'How many clips?', answer: solution.join('\n') }], gsm);
    const { asks, kept } = await run('rationalize', rows, gsm, () => 'It is 72.\n#### 72\nQ: more');
    expect(asks[0]?.last).toBe('Q: How many clips? (72)\nA:');
    for (const line of solution) expect(JSON.stringify(asks[0]?.messages.at(-1))).not.toContain(line);
    expect(kept[0]).toMatchObject({ completion: 'It is 72.\n#### 72', output: 'It is 72.\n#### 72\nQ: more' });
  });
});

describe('evaluation', () => {
  it('keeps right and wrong answers alike, asked greedily of the model it measures', async () => {
    const { kept, asks } = await run('evaluate', three, options, says, { facts: { model: { model: 'M1' } } });
    expect(kept.map(({ correct, answer }) => [correct, answer])).toEqual([
      [true, 'a'],
      [false, 'c'],
      [false, null],
    ]);
    expect(asks.every(({ served, temperature }) => served === 'M1' && temperature === 0)).toBe(true);
  });
});

describe('a question about a picture', () => {
  const pictured = (more: object) => optionsOf({ dataset: 'multimodal', fewShot: 'never', ...more });
  const image = {
    image: { sha256: 'f'.repeat(64), mediaType: 'image/png', width: 8, height: 8 },
    image_path: 'cups.png',
  };
  const record = { id: 'cups', question: 'How many cups?', image: 'cups.png', answer: ['3', 'three cups'] };

  it('is asked with it, and its record names it', async () => {
    const rows = imported([record], pictured({}), image);
    const { asks, kept } = await run('generate', rows, pictured({}), () => 'Two and one.\nAnswer: three');
    expect(asks[0]?.images).toBe(1);
    expect(kept[0]).toMatchObject({ answer: '3', class: 'open', ...image });
    expect(kept[0]?.['prompt']).toContainEqual({
      role: 'user',
      content: [
        { type: 'image', sha256: 'f'.repeat(64) },
        { type: 'text', text: 'Q: How many cups?\nA:' },
      ],
    });
    expect(kept[0]).not.toHaveProperty('visual_independent');
  });

  it('is answered by what is seen first where the options say so, which a judge with the picture can check', async () => {
    const looked = 'Seen: two cups by the pot; one more\nThat makes three.\nAnswer: 3';
    const sampled: Says = ({ name, last }) =>
      name === 'perception' ? (last.includes('two cups by the pot; one more') ? 'No' : 'Yes') : looked;
    const rows = imported([record], pictured({}), image);
    const described = await run('generate', rows, pictured({ perception: 'describe', fewShot: 'always' }), sampled);
    const turns = described.asks[0]?.messages.map(({ content }) => String(content)) ?? [];
    expect(turns[0]).toContain('Begin with a line "Seen:"');
    const examples = described.asks[0]?.messages.filter(({ role }) => role === 'assistant') ?? [];
    expect(examples.map(({ content }) => String(content).slice(0, 6))).toEqual(['Seen: ', 'Seen: ']);
    expect(described.asks).toHaveLength(1);
    expect(described.kept[0]).toMatchObject({ completion: looked, answer: '3' });
    expect(described.kept[0]).not.toHaveProperty('perception_right');
    const tagged = await run('generate', rows, pictured({ perception: 'tag' }), sampled);
    expect(tagged.asks.map(({ name, images }) => [name, images])).toEqual([
      ['generate', 1],
      ['perception', 1],
    ]);
    expect(tagged.kept[0]).toMatchObject({ perception_right: false });
    const silent = await run('generate', rows, pictured({ perception: 'tag' }), () => 'Answer: 3');
    expect(silent.asks).toHaveLength(1);
    expect(silent.kept[0]).toMatchObject({ perception_right: false });
    const plain = await run('generate', rows, pictured({ fewShot: 'always' }), sampled);
    expect(JSON.stringify(plain.asks[0]?.messages)).not.toContain('Seen:');
  });

  it('is right by the word of a judge where the options say so, in attempts and on dev alike, and marked so', async () => {
    const rows = imported([record], pictured({}), image);
    const sampled: Says = ({ name, last }) =>
      name.endsWith('_judge') ? (last.includes('"several"') ? 'No.' : 'Yes') : 'Answer: a trio of cups';
    expect((await run('generate', rows, pictured({}), sampled)).dropped).toHaveLength(1);
    const { kept, asks } = await run('generate', rows, pictured({ judge: 'open' }), sampled);
    expect(kept[0]).toMatchObject({ answer: 'trio of cups', gold: '3', judged: true });
    expect(asks.map(({ name, images, served }) => [name, images, served])).toEqual([
      ['generate', 1, undefined],
      ['generate_judge', 0, undefined],
    ]);
    const facts = { model: { model: 'M1' } };
    const dev = await run('evaluate', rows, pictured({ judge: 'open' }), sampled, { facts });
    expect(dev.kept[0]).toMatchObject({ correct: true, judged: true });
    expect(dev.asks.map(({ served }) => served)).toEqual(['M1', undefined]);
    const no = await run('generate', rows, pictured({ judge: 'open' }), (asked) =>
      asked.name === 'generate' ? 'Answer: several' : sampled(asked),
    );
    expect(no.outcomes[0]).toMatchObject({ kind: 'dropped', reason: 'wrong' });
    const silent = await run('generate', rows, pictured({ judge: 'open' }), ({ name }) =>
      name === 'generate' ? 'Answer: some' : 'Hard to say',
    );
    expect(silent.outcomes[0]).toMatchObject({ kind: 'failed', reason: 'judge_unreadable' });
    const right = await run('generate', rows, pictured({ judge: 'open' }), () => 'Answer: three');
    expect(right.asks).toHaveLength(1);
    expect(right.kept[0]).not.toHaveProperty('judged');
  });

  it('is tagged where it is answered right without it', async () => {
    const rows = imported([record, { ...record, id: 'more' }], pictured({}), image);
    const { asks, kept } = await run('generate', rows, pictured({ blindCheck: 'tag' }), ({ images }) =>
      images === 1 ? 'Answer: 3' : 'Answer: 2',
    );
    expect(asks.map(({ name, images }) => [name, images])).toEqual([
      ['generate', 1],
      ['blind', 0],
      ['generate', 1],
      ['blind', 0],
    ]);
    expect(kept.map((row) => row['visual_independent'])).toEqual([false, false]);
    const guessed = await run('generate', rows, pictured({ blindCheck: 'tag' }), () => 'Answer: 3');
    expect(guessed.kept.map((row) => row['visual_independent'])).toEqual([true, true]);
  });

  it('of choices is answered by letter, its hint a mark, never a word about the picture', async () => {
    const asked = { id: 'sky', question: 'What colour?', image: 'sky.png', choices: ['red', 'blue'], answer: 'blue' };
    const rows = imported([asked], pictured({}), image);
    const { asks, kept } = await run('rationalize', rows, pictured({}), () => 'Therefore the answer is blue (b).');
    expect(asks[0]?.last).toBe('Q: What colour?\nChoices:\n(a) red\n(b) blue (CORRECT)\nA:');
    expect(kept[0]).toMatchObject({ answer: 'b', gold: 'b', class: 'choice' });
  });
});
