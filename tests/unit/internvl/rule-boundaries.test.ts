import { describe, expect, it } from '@jest/globals';
import { measureSample } from '../../../recipes/internvl/rules/measure-sample.ts';
import { ruleSettings } from '../../../recipes/internvl/rules/settings.ts';
import { thresholdsOf } from '../../../recipes/internvl/rules/thresholds.ts';
import { beyond, measureName } from '../../../recipes/internvl/rules/verdict.ts';
import { ruleNames } from '../../../recipes/internvl/rules/rule-names.ts';
import { sampleDomains, type Sample } from '../../../recipes/internvl/samples/sample.ts';

const settings = ruleSettings.parse({});
const image = { sha256: 'a', width: 640, height: 480, bytes: 50_000, deviation: 50 };
const answering = (value: string, more: Partial<Sample> = {}): Sample => ({
  conversations: [
    { from: 'human', value: 'What is there?' },
    { from: 'gpt', value },
  ],
  domain: 'general',
  ...more,
});
const words = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `w${String(from + i).padStart(3, '0')}`);
const lines = (different: number, repeated: number) =>
  [...words(different), ...Array(repeated).fill('w000')].join('\n');
const paragraphs = (different: number, repeated: number) =>
  [...words(different), ...Array(repeated).fill('w000')].join('\n\n');

/** Names of the measures that flag, and the value of one of them. */
const measured = (sample: Sample) => new Map(measureSample(sample, settings).map((one) => [measureName(one), one]));

describe('at its threshold a rule says nothing, beyond it flags', () => {
  it.each<[string, Sample, Sample, number]>([
    ['R2_duplicate_lines', answering(lines(7, 3)), answering(lines(6, 3)), 0.3],
    ['R3_duplicate_line_characters', answering(lines(8, 2)), answering(lines(7, 2)), 0.2],
    ['R4_duplicate_paragraphs', answering(paragraphs(7, 3)), answering(paragraphs(6, 3)), 0.3],
    ['R4_duplicate_paragraphs/characters', answering(paragraphs(8, 2)), answering(paragraphs(7, 2)), 0.2],
    ['R7_digit_run', answering('1'.repeat(10) + '23'.repeat(15)), answering('1'.repeat(11) + '23'.repeat(15)), 40],
    ['R8_zero_run', answering(`1${'0'.repeat(20)}`), answering(`1${'0'.repeat(21)}`), 20],
    ['R9_sentence_length', answering(`${words(512).join(' ')}.`), answering(`${words(513).join(' ')}.`), 512],
    ['R9_sentence_length/mean', answering(`${words(120).join(' ')}.`), answering(`${words(121).join(' ')}.`), 120],
    ['R10_character_run', answering(`n${'o'.repeat(30)}`), answering(`n${'o'.repeat(31)}`), 30],
    ['R10_character_run/line', answering(`Title ${'='.repeat(120)}`), answering(`Title ${'='.repeat(121)}`), 120],
    ['R11_word_length', answering('ab'.repeat(500)), answering(`${'ab'.repeat(500)}a`), 1000],
    ['R12_special_characters', answering('aaaaaaaaaaaaaaa!?!?!'), answering('aaaaaaaaaaaaaa!?!?!?'), 0.25],
    ['R13_empty_or_echo', answering('Something.'), answering('What is there?'), 0],
    ['R14_structure', answering('<box>[[0, 0, 1000, 1000]]</box>'), answering('<box>[[0, 0, 1001, 1000]]</box>'), 0],
    ['R15_image/side', withImage({ width: 28, height: 28 }), withImage({ width: 28, height: 27 }), 28],
    ['R15_image/aspect', withImage({ width: 480, height: 48 }), withImage({ width: 481, height: 48 }), 10],
    ['R15_image/deviation', withImage({ deviation: 4 }), withImage({ deviation: 3.99 }), 4],
    ['R15_image/bytes', withImage({ bytes: 2048 }), withImage({ bytes: 2047 }), 2048],
  ])('%s', (name, at, over, threshold) => {
    const [before, after] = [measured(at).get(name), measured(over).get(name)];
    expect(before?.value).toBeCloseTo(threshold, 10);
    expect([before, after].map((one) => one && beyond(one))).toEqual([false, true]);
  });

  it('R1: 10 of 25 n-grams, and 12 of 26', () => {
    // A phrase of n + 9 words said twice: 2n n-grams repeat.
    const phrase = (n: number, between: number) =>
      answering([...words(n + 9), ...words(between, 100), ...words(n + 9)].join(' '));
    const at = measured(phrase(5, 6)).get('R1_ngram_loop');
    const over = measured(phrase(6, 5)).get('R1_ngram_loop');
    expect([at?.value, over?.value]).toEqual([10 / 25, 12 / 26]);
    expect([at, over].map((one) => one && beyond(one))).toEqual([false, true]);
  });

  it.each([2, 3, 4])('R5 for n = %i', (n) => {
    // Words of 4 characters: the n-gram is 5n - 1 long, and all are m words of 5 with a space.
    const name = `R5_top_ngram/${n}`;
    const threshold = settings.topNgramCharacters[n] ?? 0;
    const text = (times: number, all: number) => {
      const spread = Array.from({ length: times }, (_, i) => [...words(n), ...words(2, 100 + 2 * i)]).flat();
      return answering([...spread, ...words(all - spread.length, 300)].join(' '));
    };
    const share = (times: number, all: number) => (times * (5 * n - 1)) / (5 * all - 1);
    const all = 100;
    const most = Math.floor((threshold * (5 * all - 1)) / (5 * n - 1));
    for (const [times, flags] of [
      [most, false],
      [most + 1, true],
    ] as const) {
      const found = measured(text(times, all)).get(name);
      expect(found?.value).toBeCloseTo(share(times, all), 10);
      expect(found && beyond(found)).toBe(flags);
    }
  });

  it.each([5, 6, 7, 8, 9, 10])('R6 for n = %i', (n) => {
    const threshold = settings.duplicateNgramCharacters[n] ?? 0;
    const text = (times: number) => {
      const said = Array.from({ length: times + 1 }, (_, i) => [...words(n), ...words(1, 200 + i)]).flat();
      return answering([...said, ...words(300 - said.length, 300)].join(' '));
    };
    const share = (times: number) => (times * 4 * n) / (5 * 300 - 1);
    const most = Math.floor((threshold * (5 * 300 - 1)) / (4 * n));
    for (const [times, flags] of [
      [most, false],
      [most + 1, true],
    ] as const) {
      const found = measured(text(times)).get(`R6_duplicate_ngrams/${n}`);
      expect(found?.value).toBeCloseTo(share(times), 10);
      expect(found && beyond(found)).toBe(flags);
    }
  });
});

function withImage(of: Partial<typeof image>): Sample {
  return answering('A dot.', { image: { ...image, ...of } });
}

describe('what is not measured', () => {
  const names = (sample: Sample) => [...measured(sample).keys()].map((name) => name.split('_')[0]);
  it('lines of a text of four, n-grams of one of 49 words, signs of one of 19 characters', () => {
    expect(names(answering('a\nb\nc\nd'))).not.toContain('R2');
    expect(names(answering('a\nb\nc\nd\ne'))).toContain('R2');
    expect(names(answering(words(49).join(' ')))).not.toContain('R5');
    expect(names(answering(words(50).join(' ')))).toContain('R5');
    expect(names(answering('x'.repeat(19)))).not.toContain('R12');
    expect(names(answering('x'.repeat(20)))).toContain('R12');
  });

  it.each(sampleDomains)('what domain %s is exempt from', (domain) => {
    const long = `${words(60).join(' ')}\n${words(5).join('\n')}`;
    const all = new Set(names(answering(long, { image })));
    const left = new Set(names(answering(long, { image, domain })));
    const exempt = [...all].filter((rule) => !left.has(rule)).toSorted();
    const expected: Readonly<Record<string, readonly string[]>> = {
      code: ['R12', 'R2', 'R3', 'R4', 'R5', 'R6'],
      table: ['R12', 'R2', 'R3', 'R4', 'R5', 'R6'],
      math: ['R12'],
      grounding: ['R12', 'R2', 'R5', 'R6'],
      ocr: ['R2', 'R5', 'R6'],
    };
    expect(exempt).toEqual(expected[domain] ?? []);
  });

  it('what the spec exempts a domain from in place of that', () => {
    const own = ruleSettings.parse({ exempt: { code: ['R7_digit_run'] } });
    const rules = measureSample(answering('x'.repeat(30), { domain: 'code' }), own).map(({ rule }) => rule);
    expect(rules).toContain('R12_special_characters');
    expect(rules).not.toContain('R7_digit_run');
  });
});

describe('several images', () => {
  it('are judged by the worst of them, and need a placeholder each', () => {
    const two = (value: string) =>
      answering('Two.', {
        conversations: [
          { from: 'human', value },
          { from: 'gpt', value: 'Two.' },
        ],
        images: [image, { ...image, deviation: 1 }],
      });
    expect(measured(two('<image> and <image>')).get('R15_image/deviation')?.value).toBe(1);
    expect(
      ['<image> and <image>', '<image>', 'both'].map((value) => measured(two(value)).get('R14_structure')?.value),
    ).toEqual([0, 1, 1]);
  });
});

describe('thresholds', () => {
  it('are known of every measure there is', () => {
    const known = thresholdsOf(settings);
    const long = `${words(60).join(' ')}\n${words(5).join('\n')}`;
    const all = measureSample(answering(long, { image }), settings);
    expect(all.map((one) => [measureName(one), one.threshold, one.side]).toSorted()).toEqual(
      [...known].map(([name, { threshold, side }]) => [name, threshold, side]).toSorted(),
    );
    expect(new Set([...known.values()].map(({ rule }) => rule))).toEqual(new Set(ruleNames));
  });
});
