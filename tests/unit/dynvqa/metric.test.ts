import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bootstrapInterval } from '../../../recipes/dynvqa/metric/bootstrap.ts';
import { f1Recall } from '../../../recipes/dynvqa/metric/f1-recall.ts';
import { fairScore } from '../../../recipes/dynvqa/metric/fair-score.ts';
import { columns, scoreTable } from '../../../recipes/dynvqa/metric/score-table.ts';
import { tokenizeChinese } from '../../../recipes/dynvqa/metric/tokenize-chinese.ts';
import { tokenizeEnglish } from '../../../recipes/dynvqa/metric/tokenize-english.ts';

describe('tokenizers', () => {
  it.each([
    ["they'll say 'tis o'clock", ['they', "'ll", 'say', "'", 'tis', "o'clock"]],
    ['cost $3.88 (3,36 euros).', ['cost', '$', '3.88', '(', '3,36', 'euros', ')', '.']],
    ['a--b… “c” d–e', ['a', '--', 'b…', '“', 'c', '”', 'd', '–', 'e']],
    ['wanna go, gimme it', ['wan', 'na', 'go', ',', 'gim', 'me', 'it']],
  ])('cuts %s as NLTK 3.10', (text, tokens) => {
    expect(tokenizeEnglish(text)).toEqual(tokens);
  });

  it.each([
    ['这是保时捷944', ['这是', '保时捷', '944']],
    ['e5-mistral-7b', ['e5', '-', 'mistral', '-', '7b']],
    ['学C++和c#7', ['学', 'C++', '和', 'c#', '7']],
    ['增长3.5%（约）', ['增长', '3.5%', '（', '约', '）']],
  ])('cuts %s as jieba 0.42.1', (text, tokens) => {
    expect(tokenizeChinese(text)).toEqual(tokens);
  });
});

describe('f1Recall', () => {
  it.each([
    ['en', ['Porsche 944'], 'The car is a Porsche 944.', 1],
    ['en', ['Porsche 944'], 'Porsche', 0.5],
    ['en', ['Ten'], 'ten', 0],
    ['en', ['10', 'ten'], 'ten', 1],
    ['en', ['The Beatles'], 'The Beatles', 0.5],
    ['en', ['1,234'], '1,234', 0],
    ['en', ['U.S. Senate'], 'U.S. Senate', 0.5],
    ['en', ['well-known actor'], 'well-known actor', 0.5],
    ['en', ['Vienna', 'Austria'], 'Paris or Vienna or Rome', 1],
    ['en', ['not released yet'], 'It is not released yet', 1],
    ['zh', ['保时捷 944'], '这是保时捷944', 1],
    ['zh', ['2024年3月'], '2024年3月15日', 1],
    ['zh', ['娜塔莎·皮尔克·穆萨尔'], 'Nataša Pirc Musar', 0],
  ] as const)('reproduces the parity vector %s %j', (language, answers, prediction, score) => {
    expect(f1Recall(prediction, answers, language).score).toBe(score);
  });

  it('never loses by more words', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,6}){0,5}$/u),
        fc.stringMatching(/^[a-z ]{0,20}$/u),
        (gold, more) => {
          const alone = f1Recall('word', [gold], 'en').score;
          expect(f1Recall(`word ${more}`, [gold], 'en').score).toBeGreaterThanOrEqual(alone);
        },
      ),
    );
  });

  it('removes 32 periods and no more', () => {
    expect(f1Recall('.'.repeat(34), ['x'], 'en').normalised).toBe('..');
  });
});

describe('fairScore', () => {
  it('gives an answer that is a gold alias full marks, where the official scorer does not', () => {
    for (const answer of ['The Beatles', '1,234', 'U.S. Senate', 'well-known actor', 'Ten']) {
      expect(fairScore(answer, [answer], 'en')).toEqual({ recall: 1, precision: 1, f1: 1, exact: true });
    }
    expect(fairScore('ＡＢＣ公司', ['abc公司'], 'zh')?.exact).toBe(true);
  });

  it('makes hedging cost precision', () => {
    const score = fairScore('Paris or Vienna or Rome', ['Vienna'], 'en');
    expect(score).toMatchObject({ recall: 1, precision: 0.2, exact: false });
    expect(score?.f1).toBeCloseTo(1 / 3, 10);
  });

  it('does not score a prediction of more than 64 tokens', () => {
    expect(fairScore(`Vienna ${'word '.repeat(63)}`, ['Vienna'], 'en')).not.toBeNull();
    expect(fairScore(`Vienna ${'word '.repeat(64)}`, ['Vienna'], 'en')).toBeNull();
  });

  it('scores an empty prediction 0', () => {
    expect(fairScore('', ['Vienna'], 'en')).toEqual({ recall: 0, precision: 0, f1: 0, exact: false });
  });
});

describe('bootstrapInterval', () => {
  it('holds the mean, and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 }), (values) => {
        const interval = bootstrapInterval(values, { seed: 5, resamples: 200 });
        expect(bootstrapInterval(values, { seed: 5, resamples: 200 })).toEqual(interval);
        expect(interval!.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(interval!.high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(interval!.low).toBeLessThanOrEqual(interval!.high);
      }),
    );
  });

  it('is about as wide as the normal approximation', () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 2);
    const { low, high } = bootstrapInterval(values, { seed: 1 })!;
    expect(high - low).toBeGreaterThan(0.08);
    expect(high - low).toBeLessThan(0.12);
  });

  it('is null without values', () => {
    expect(bootstrapInterval([], { seed: 1 })).toBeNull();
  });
});

describe('scoreTable', () => {
  const labels = { updateFrequency: 'fast', hops: 3, visualNeeded: true, domain: 'History' } as const;

  it('puts each question in the columns of its labels', () => {
    const table = scoreTable(
      [
        { language: 'en', labels, score: 1 },
        { language: 'zh', labels: { ...labels, hops: 2, updateFrequency: 'never', visualNeeded: false }, score: 0.5 },
        { language: 'zh', score: 0 },
      ],
      1,
    );
    expect(Object.keys(table)).toEqual([...columns]);
    const scores = Object.fromEntries(columns.map((column) => [column, table[column].score]));
    expect(scores).toEqual({
      fast: 100,
      slow: null,
      never: 50,
      'hops<=2': 50,
      'hops>2': 100,
      'visual-no': 50,
      'visual-yes': 100,
      zh: 25,
      en: 100,
      all: 50,
    });
    expect(table.all.questions).toBe(3);
    expect(table.slow.interval).toBeNull();
  });
});
