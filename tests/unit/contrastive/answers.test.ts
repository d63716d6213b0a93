import { describe, expect, it } from '@jest/globals';
import { askCaptions } from '../../../recipes/contrastive/ask-captions.ts';
import { editsSchema, parseEdits } from '../../../recipes/contrastive/prompts/edits.ts';
import { parseEntailment } from '../../../recipes/contrastive/prompts/entailment.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import type { InferCall } from '../../../recipes/services.ts';

/** A model that gives these answers in turn to one call, as the runner asks again. */
const answering = (...answers: readonly string[]) => {
  const errors: string[] = [];
  const infer = async <T>({ parse }: InferCall<T>) => {
    let reason = '';
    for (const answer of answers) {
      const parsed = parse(answer);
      if (parsed.ok) return { value: parsed.value, key: '', answer: '' };
      errors.push(parsed.error);
      ({ reason } = parsed);
    }
    throw new ItemFailure(reason, 'no');
  };
  return { infer, errors };
};

describe('captions', () => {
  const kinds = ['short', 'scene'] as const;

  it('are asked for again where one is missing, which the model is told', async () => {
    const model = answering('{"short": "a cat"}', '{"short": "a cat", "scene": "A cat rests."}');
    const { captions, lacking } = await askCaptions([], kinds, model);
    expect(captions.map(({ granularity }) => granularity)).toEqual(['short', 'scene']);
    expect(lacking).toEqual([]);
    expect(model.errors).toEqual(['The caption "scene" is missing.']);
  });

  it('are those of the fullest answer where one is missing again', async () => {
    const model = answering('{"short": "a cat"}', 'Sorry, what?');
    expect(await askCaptions([], kinds, model)).toEqual({
      captions: [{ granularity: 'short', text: 'a cat' }],
      lacking: [{ granularity: 'scene', reason: 'missing_caption' }],
    });
  });
});

describe('edits', () => {
  const captions = [{ granularity: 'short', text: 'a cat' }] as const;

  it('are read of the captions there are', () => {
    const said = { scene: [{ type: 'object', text: 'A dog rests.' }], short: [{ type: 'object', text: ' a dog ' }] };
    expect(parseEdits(`Here: ${JSON.stringify(said)}`, captions)).toEqual({
      ok: true,
      value: [{ of: 'short', type: 'object', text: 'a dog' }],
    });
  });

  it('are wanted as many as are to be proposed, of a known kind each', () => {
    expect(editsSchema(captions, 2).schema).toMatchObject({
      required: ['short'],
      properties: { short: { minItems: 2, maxItems: 2, items: { required: ['type', 'text'] } } },
    });
    expect(parseEdits('{"short": [{"type": "mood", "text": "a sad cat"}]}', captions)).toMatchObject({
      ok: false,
      reason: 'bad_edits',
    });
  });
});

describe('a verdict', () => {
  it.each([
    ['{"verdict": "yes"}', true],
    ['```json\n{"verdict": "No"}\n```', false],
    ['{"verdict": false}', false],
    ['Yes.', true],
    ['No, the cat is black.', false],
  ])('is read from %s', (said, value) => expect(parseEntailment(said)).toEqual({ ok: true, value }));

  it.each(['{"verdict": "perhaps"}', 'The cat is black.', ''])('is none in %s', (said) =>
    expect(parseEntailment(said)).toMatchObject({ ok: false, reason: 'no_verdict' }),
  );
});
