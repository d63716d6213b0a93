import { describe, expect, it } from '@jest/globals';
import { parseTaskOutput, taskPrompt, tasks, taskTokens, trainedPrompt } from '../../../recipes/florence2/index.ts';

describe('task prompts', () => {
  it('has fifteen tasks, eight of them without input', () => {
    expect(taskTokens).toHaveLength(15);
    expect(taskTokens.filter((token) => tasks[token].input === 'none')).toHaveLength(8);
  });

  it('gives every task the result its answer has', () => {
    const fields = taskTokens.map((token) => {
      const result = parseTaskOutput(token, '', { width: 10, height: 10 });
      return typeof result === 'string' ? 'text' : Object.keys(result).join();
    });
    expect(new Set(fields)).toEqual(
      new Set([
        'text',
        'bboxes,labels',
        'quad_boxes,labels',
        'polygons,labels',
        'bboxes,bboxes_labels,polygons,polygons_labels',
      ]),
    );
    expect(fields.filter((field) => field === 'text')).toHaveLength(7);
  });

  it('writes a region as location tokens behind the task', () => {
    const size = { width: 640, height: 480 };
    expect(taskPrompt({ task: '<REGION_TO_CATEGORY>', box: [33.6, 159.6, 596.8, 371.76], size })).toBe(
      '<REGION_TO_CATEGORY><loc_52><loc_332><loc_932><loc_774>',
    );
  });

  it('joins names and keeps markers out of what a caption says', () => {
    expect(taskPrompt({ task: '<OPEN_VOCABULARY_DETECTION>', names: ['cat', 'dog'] })).toBe(
      '<OPEN_VOCABULARY_DETECTION>cat<and>dog',
    );
    expect(taskPrompt({ task: '<CAPTION_TO_PHRASE_GROUNDING>', text: ' a <loc_1> cat </s> 3 < 4' })).toBe(
      '<CAPTION_TO_PHRASE_GROUNDING>a loc_1> cat /s> 3 < 4',
    );
    expect(taskPrompt({ task: '<OCR>' })).toBe('<OCR>');
  });

  it('puts the sentence of a checkpoint in the place of its token', () => {
    const table = { withoutInput: { '<OD>': 'find all' }, withInput: { '<REGION_TO_OCR>': 'read {input} aloud' } };
    expect(trainedPrompt('<OD>', table)).toBe('find all');
    expect(trainedPrompt('<REGION_TO_OCR><loc_1>$&', table)).toBe('read <loc_1>$& aloud');
    expect(trainedPrompt('<CAPTION>', table)).toBe('<CAPTION>');
  });
});
