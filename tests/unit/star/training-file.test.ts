import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { writeTrainingFile } from '../../../activities/training/training-file.ts';
import { picturesOf, trainingLine } from '../../../activities/training/training-line.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { training } from '../../../recipes/star/training.ts';
import { imported, optionsOf, run, type Says } from './scenario.ts';

const choices = ['ignore', 'enforce', 'avoid'].map((text, at) => ({ label: 'ABC'[at] ?? '', text }));
const asked = { question: 'How many?', image: 'cups.png' };
const image = { image: { sha256: 'f'.repeat(64) } };

/** Of each form a problem, what explains it rightly, and what a hint puts into its question. */
const forms = [
  ['sums', { dataset: 'arithmetic' }, { question: '2 9 + 5 7', answer: '8 6' }, '8 6', /Target: ?\d/],
  [
    'sums in columns',
    { dataset: 'arithmetic', notation: 'columns' },
    { question: '2 9 + 5 7', answer: '8 6' },
    '>68',
    /T\d/,
  ],
  ['GSM8K', { dataset: 'gsm8k' }, { question: 'How many?', answer: '48+24\n#### 72' }, '#### 72', /\(\d+\)\nA:/],
  [
    'CommonsenseQA',
    { dataset: 'commonsenseqa' },
    { id: 'q', answerKey: 'B', question: { stem: 'What?', choices } },
    'So it is (b).',
    /CORRECT/,
  ],
  [
    'choices about a picture',
    { dataset: 'multimodal' },
    { ...asked, choices: ['2', '3'], answer: 'B' },
    '(b).',
    /CORRECT/,
  ],
  ['open questions', { dataset: 'multimodal', perception: 'describe' }, { ...asked, answer: 3 }, 'Answer: 3', /\(3\)/],
] as const;

async function fileOf(rows: readonly Row[]): Promise<string> {
  async function* each() {
    yield* rows;
  }
  const file = await writeTrainingFile(each(), training.conversation, 'chat', async () => Buffer.from([0xff, 0xd8]));
  const stored = await readFile(file.stored, 'utf8');
  await file.remove();
  return stored;
}

const right =
  (text: string): Says =>
  ({ name }) =>
    name === 'generate' ? 'I cannot tell.' : text;

describe.each(forms)('the training file of %s', (_, data, record, explained, hint) => {
  it.each([true, false])(
    'holds the prompt of an attempt byte for byte and no hint, with worked examples: %s',
    async (fewShotTrain) => {
      const options = optionsOf({ ...data, fewShotTrain });
      const rows = imported([record], options, 'image' in record ? image : {});
      const attempts = await run('generate', rows, options, right(explained));
      const { kept, asks } = await run('rationalize', attempts.dropped, options, right(explained));
      expect(kept).toHaveLength(1);
      expect(asks[0]?.messages.map(({ content }) => JSON.stringify(content)).join('\n')).toMatch(unquoted(hint));
      const prompt = attempts.asks[0]?.messages ?? [];
      const stored = fewShotTrain
        ? prompt
        : prompt.filter(({ role }, at) => role === 'system' || at === prompt.length - 1);
      const line = trainingLine([...stored, { role: 'assistant', content: explained }], 'chat', (at) => `images/${at}`);
      const file = await fileOf(kept);
      expect(JSON.parse(file)).toEqual(line);
      expect(file).not.toMatch(unquoted(hint));
      expect(picturesOf(training.conversation(kept[0] as Row))).toHaveLength('image' in record ? 1 : 0);
    },
  );
});

/** A pattern as it meets text in JSON. */
const unquoted = ({ source }: RegExp): RegExp => new RegExp(source.replaceAll('\\n', '\\\\n'));
