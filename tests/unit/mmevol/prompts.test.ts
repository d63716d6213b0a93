import { describe, expect, it } from '@jest/globals';
import { imageRecord, recipe } from '../../../recipes/mmevol/index.ts';
import { basePrompt } from '../../../recipes/mmevol/prompts/base.ts';
import { formExamples } from '../../../recipes/mmevol/prompts/form-examples.ts';
import { fullPrompt, workedExamples } from '../../../recipes/mmevol/prompts/full.ts';
import { judgeExamples } from '../../../recipes/mmevol/prompts/judge-examples.ts';
import { judgePrompt } from '../../../recipes/mmevol/prompts/judge.ts';
import { sampleBoxes } from '../../../recipes/mmevol/prompts/sample-scene.ts';
import { checkOperatorRules } from '../../../recipes/mmevol/rules/check.ts';
import { knownSkill } from '../../../recipes/mmevol/skill-names.ts';
import { forms, operators, skills } from '../../../recipes/mmevol/vocabulary.ts';
import { qa, rowOf } from './scenario.ts';

const list = [qa(), qa({ question: 'Who sits there?', answer: 'Nobody.' })];
const record = imageRecord.parse(rowOf(list));

describe('full prompt', () => {
  it.each(operators)('of %s holds all parts', (operator) => {
    const prompt = fullPrompt(operator, record);
    for (const part of [
      ...skills,
      'Grounding_i',
      'Referring_i',
      'Calculate(',
      'OCR_i',
      'image_position',
      'may be wrong',
    ]) {
      expect(prompt).toContain(part);
    }
    expect(prompt).toContain('cup: [0.100, 0.200, 0.300, 0.400]');
    expect(prompt).toContain('a cup stands on a table.');
    expect(prompt).toContain(JSON.stringify(list));
  });

  it('says none where there is no caption and no box', () => {
    const prompt = fullPrompt('cognitive', { ...record, caption: null, det: [] });
    expect(prompt).toContain('## Caption\nnone');
    expect(prompt).toContain('## Boxes\nnone');
  });

  it('offers text a reader found', () => {
    expect(fullPrompt('cognitive', { ...record, text_seen: ['EXIT 12'] })).toContain('EXIT 12');
  });

  it.each(operators)('examples of %s hold its rules against a plain seed', (operator) => {
    expect(workedExamples[operator]).toHaveLength(6);
    for (const item of workedExamples[operator]) {
      expect({ question: item.question, broken: checkOperatorRules(operator, qa(), item, sampleBoxes) }).toEqual({
        question: item.question,
        broken: [],
      });
      expect(item.skills.every((skill) => knownSkill(skill) === skill)).toBe(true);
    }
  });

  it('shows every form in the interactive prompt', () => {
    expect(new Set(formExamples.map(([form]) => form))).toEqual(new Set(forms));
    const prompt = fullPrompt('interactive', record);
    for (const form of forms) expect(prompt).toContain(`"format":"${form}"`);
  });
});

describe('base prompt', () => {
  it('asks for question and answer only', () => {
    const prompt = basePrompt('perceptual', record);
    expect(prompt).not.toContain('manipulation');
    expect(prompt).toContain(JSON.stringify(list.map(({ question, answer }) => ({ question, answer }))));
  });
});

describe('judge prompt', () => {
  it('grades ten examples from 1 to 10', () => {
    expect(judgeExamples.map(({ score }) => score)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('reduces both lists to question and answer', () => {
    const prompt = judgePrompt(list, [qa({ question: 'New?', skills: ['Grounding Ability'] })]);
    expect(prompt).toContain('[{"question":"New?","answer":"A cup."}]');
    expect(prompt).not.toContain('Grounding Ability');
  });
});

describe('expect', () => {
  const asked = (options: object) => recipe.expect(rowOf(list) as never, recipe.options.parse(options), 1);

  it('counts one call of each model with the full profile', () => {
    const [generator, judge] = asked({});
    expect(generator).toMatchObject({ model: 'generator', calls: 1, images: 1 });
    expect(judge).toMatchObject({ model: 'judge', calls: 1, images: 0 });
    expect(generator?.promptTokens).toBeGreaterThan(1000);
  });

  it('counts a call an item with the compact profile', () => {
    const [generator, judge] = asked({ profile: 'compact', judge: { by: 'model' } });
    expect([generator?.calls, judge?.calls]).toEqual([3, 2]);
    expect(asked({ profile: 'compact' })).toEqual([generator]);
    expect(generator?.promptTokens).toBeLessThan(600);
  });
});
