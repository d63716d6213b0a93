import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkOperatorRules } from '../../../recipes/mmevol/index.ts';
import { boxLiterals } from '../../../recipes/mmevol/rules/boxes.ts';
import { brokenRules, brokenRulesInList } from '../../../recipes/mmevol/rules/check.ts';
import { endsWithCue, needsBoxes } from '../../../recipes/mmevol/rules/wording.ts';
import { operators } from '../../../recipes/mmevol/vocabulary.ts';
import { qa } from './scenario.ts';

const boxes = [{ label: 'cup', bbox: [0.1234, 0.2, 0.3, 0.4] }];
const step = (description = 'Look.', manipulation = 'None') => ({ manipulation, description });
const parent = qa({ objects: ['cup', 'table'], skills: ['Grounding Ability'], steps: [step()] });

const perceptual = qa({
  objects: ['cup', 'spoon'],
  skills: ['OCR Ability'],
  steps: [step()],
  question: 'What lies beside the cup?',
  answer: 'A spoon.',
});
const cognitive = qa({
  objects: ['cup', 'table', 'spoon'],
  skills: ['Grounding Ability', 'Context Understanding Ability'],
  steps: [step(), step('Think.')],
  question: 'Has someone just had a drink at the table? Explain step by step.',
  answer: 'The cup is empty and the spoon is wet, so yes.',
});
const interactive = qa({ ...parent, format: 'multi_choice', question: 'What is it?\nA. A cup\nB. A pot', answer: 'A' });

describe('checkOperatorRules', () => {
  it('holds for items that do what their operator asks', () => {
    expect(checkOperatorRules('perceptual', parent, perceptual, boxes)).toEqual([]);
    expect(checkOperatorRules('cognitive', parent, cognitive, boxes)).toEqual([]);
    expect(checkOperatorRules('interactive', parent, interactive, boxes)).toEqual([]);
  });

  it.each([
    ['new_object', { objects: ['Cup', ' table'] }],
    ['objects_length', { objects: ['spoon', 'a', 'b', 'c'] }],
    ['skills_length', { skills: ['OCR', 'Existence', 'Grounding'] }],
    ['steps_length', { steps: [step(), step(), step()] }],
    ['new_question', { question: ' what is on  the table?' }],
  ])('perceptual breaks %s', (rule, fields) => {
    expect(checkOperatorRules('perceptual', parent, { ...perceptual, ...fields }, boxes)).toEqual([rule]);
  });

  it.each([
    ['more_steps', { steps: [step()] }],
    ['new_parts', { objects: parent.objects, skills: ['grounding'] }],
    ['new_parts', { objects: ['a', 'b', 'c'] }],
    ['reasoning_cue', { question: 'Explain step by step what this is. Has someone just had a drink?' }],
    ['longer_answer', { answer: 'Yes.' }],
  ])('cognitive breaks %s', (rule, fields) => {
    expect(checkOperatorRules('cognitive', parent, { ...cognitive, ...fields }, boxes)).toEqual([rule]);
  });

  it.each([
    ['known_form', { format: 'riddle' }],
    ['same_image_position', { image_position: 'top left' }],
  ])('interactive breaks %s', (rule, fields) => {
    expect(checkOperatorRules('interactive', parent, { ...interactive, ...fields }, boxes)).toEqual([rule]);
  });

  it('interactive needs another form than the parent, which may be a flagged new one', () => {
    const formed = { ...parent, format: 'Multiple Choice' };
    expect(checkOperatorRules('interactive', formed, interactive, boxes)).toEqual(['new_form']);
    expect(checkOperatorRules('interactive', parent, { ...interactive, format: 'new_form: riddle' }, boxes)).toEqual(
      [],
    );
  });

  it.each([
    ['the question', { question: 'What is at [0.123, 0.2, 0.3, 0.9]?' }],
    ['a step', { steps: [step('Here.', 'Referring_1([0.5, 0.5, 0.6, 0.6])->tgt_1')] }],
    ['the answer', { answer: 'A spoon at (0.5, 0.5, 0.6, 0.6).' }],
    ['pixels', { answer: 'A spoon at [50, 60, 100, 120].' }],
    ['bare numbers', { answer: 'A spoon at 0.5, 0.5, 0.6, 0.6' }],
  ])('finds a made-up box in %s', (_, fields) => {
    expect(checkOperatorRules('perceptual', parent, { ...perceptual, ...fields }, boxes)).toEqual(['box_given']);
  });

  it('takes a box for given within 0.005 of the 3 decimals', () => {
    const at = (box: string) =>
      checkOperatorRules('perceptual', parent, { ...perceptual, answer: `A spoon near ${box}.` }, boxes);
    expect(at('[0.123, 0.200, 0.300, 0.400]')).toEqual([]);
    expect(at('[0.128, 0.195, 0.3, 0.4]')).toEqual([]);
    expect(at('[0.130, 0.2, 0.3, 0.4]')).toEqual(['box_given']);
  });

  it('allows no box, count or place where no boxes are given', () => {
    const check = (fields: object) => checkOperatorRules('perceptual', parent, { ...perceptual, ...fields }, []);
    expect(check({})).toEqual([]);
    expect(check({ answer: 'A spoon [0.123, 0.2, 0.3, 0.4].' })).toEqual(['box_given']);
    expect(check({ question: 'How many spoons are there?' })).toEqual(['boxes_needed']);
    expect(check({ question: 'Where is the spoon?' })).toEqual(['boxes_needed']);
  });

  it.each([
    'Unlike the original question, what lies there?',
    'What does the given prompt mean?',
    'A #rewritten prompt# is what?',
  ])('finds talk about the item: %s', (question) =>
    expect(checkOperatorRules('perceptual', parent, { ...perceptual, question }, boxes)).toEqual(['no_meta_words']),
  );

  it('names only the schema where it is violated', () => {
    const broken = { ...perceptual, answer: '' };
    expect(checkOperatorRules('perceptual', parent, broken, boxes)).toEqual(['schema']);
  });

  it('takes no measure from a seed without annotations', () => {
    const seed = qa();
    const rich = { ...perceptual, objects: ['spoon', 'fork', 'cup'], steps: [step(), step(), step()] };
    expect(checkOperatorRules('perceptual', seed, rich, boxes)).toEqual([]);
    expect(checkOperatorRules('cognitive', seed, { ...cognitive, objects: ['a', 'b', 'c', 'd'] }, boxes)).toEqual([]);
    expect(checkOperatorRules('cognitive', seed, { ...cognitive, objects: [], skills: [] }, boxes)).toEqual([
      'new_parts',
    ]);
  });

  it('leaves out what the campaign skips, and annotations in the base profile', () => {
    const settings = {
      skip: ['new_question' as const],
      annotations: false,
      lengthTolerance: 1,
      newParts: { min: 1, max: 2 },
    };
    expect(brokenRules('perceptual', parent, qa(), boxes, settings)).toEqual([]);
    expect(brokenRules('cognitive', parent, qa(), boxes, settings)).toEqual(['reasoning_cue', 'longer_answer']);
  });

  it('judges an item of unknown parent by the one it suits best', () => {
    const same = qa({ ...parent, question: perceptual.question, objects: perceptual.objects });
    expect(brokenRulesInList('perceptual', [same, parent], perceptual, boxes)).toEqual([]);
  });

  it('gives the same answer twice and changes nothing', () => {
    const text = fc.string({ maxLength: 60 });
    const item = fc.record({
      image_position: fc.constantFrom('single', 'top left'),
      objects: fc.array(text, { maxLength: 3 }),
      skills: fc.array(text, { maxLength: 3 }),
      format: text,
      question: text,
      steps: fc.array(fc.record({ manipulation: text, description: text }), { maxLength: 3 }),
      answer: text,
    });
    fc.assert(
      fc.property(fc.constantFrom(...operators), item, item, (operator, before, after) => {
        const copy = structuredClone([before, after]);
        const broken = checkOperatorRules(operator, before, after, boxes);
        expect(checkOperatorRules(operator, before, after, boxes)).toEqual(broken);
        expect([before, after]).toEqual(copy);
      }),
      { numRuns: 200 },
    );
  });
});

describe('boxLiterals', () => {
  it.each([
    ['[0.1, 0.2, 0.3, 0.4] and [.5,.6,.7,.8]', 2],
    ['[[0.1, 0.2, 0.3, 0.4], [0.5, 0.6, 0.7, 0.8]]', 2],
    ['[0.1 0.2 0.3 0.4]', 1],
    ['[0.1, 0.2, 0.3]', 0],
    ['[0.1, 0.2, 0.3, 0.4, 0.5]', 0],
    ['pages 1, 2, 3, 4 (5, 6, 7, 8)', 0],
    ['on 1.5, 2.5, 3.5, 4.5 metres', 0],
    ['0.1, 0.2, 0.3, 0.4', 1],
  ])('%s', (text, count) => expect(boxLiterals(text)).toHaveLength(count));
});

describe('wording', () => {
  it.each([
    ['What happens next? Think step by step.', true],
    ['Who will ride off, and why? Walk me through your thinking.', true],
    ['What might she do next? Justify your answer.', true],
    ['What happens next?', false],
    ['Step by step instructions hang at the wall. What do they say?', false],
  ])('cue at the end of: %s', (question, expected) => expect(endsWithCue(question)).toBe(expected));

  it.each([
    ['How many birds are there?', true],
    ['Where are the birds?', true],
    ['Give the bounding box of the bird.', true],
    ['Where is this photo likely taken?', false],
    ['What is the bird doing?', false],
  ])('needs boxes: %s', (question, expected) => expect(needsBoxes(question, 'Norm')).toBe(expected));
});
