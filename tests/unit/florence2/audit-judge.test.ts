import { describe, expect, it } from '@jest/globals';
import { judge, readVerdict } from '../../../recipes/florence2/audit/judge.ts';
import { judgePrompt } from '../../../recipes/florence2/audit/judge-prompt.ts';
import { sample } from '../../../recipes/florence2/audit/sample.ts';
import { evaluate } from '../../../recipes/florence2/evaluation/evaluate.ts';
import { recipe } from '../../../recipes/florence2/index.ts';
import { decide } from '../../../recipes/florence2/settle/decide.ts';
import { settle } from '../../../recipes/florence2/settle/settle.ts';
import type { Annotation } from '../../../recipes/florence2/annotations/annotation.ts';
import type { Row } from '../../../recipes/item-program.ts';
import type { Services } from '../../../recipes/services.ts';
import { contextOf, inputOf, optionsOf, pictureRowOf, region, rowOf, said, scripted, textOf } from './scenario.ts';

const options = optionsOf({ audit: { judge: {} } });
const dog = region('dog', [100, 100, 200, 200], 0.9);
const sign = region('STOP', [0, 0, 1, 1], 0.9, { geometry: { type: 'quad', pixels: [0, 0, 40, 0, 40, 20, 0, 20] } });

/** The row that is drawn of a picture with this one annotation. */
async function drawn(annotation: Annotation): Promise<Row> {
  const merged = [pictureRowOf([annotation])];
  const [line] = await said(sample, { merged }, contextOf('sample', options));
  return rowOf(line?.kind === 'row' ? line.fields : {}, `drawn ${annotation.id}`);
}

async function judged(annotation: Annotation, answer: string) {
  const { services, calls } = scripted(() => answer);
  const cuts: unknown[] = [];
  const all: Services = { ...services, crop: async (_, place) => `cut ${cuts.push(place)}` };
  const outcome = await judge(inputOf(await drawn(annotation)), all, contextOf('judge', options));
  return { outcome, calls, cuts };
}

describe('a model that judges the sample', () => {
  it('sees the picture and a cut a little wider than the place, and says right or wrong', async () => {
    const { outcome, calls, cuts } = await judged(dog, '```json\n{"right": true}\n```');
    expect(outcome).toEqual({
      kind: 'kept',
      rows: [{ annotation: dog.id, verdict: 'keep', model: 'judge', prompt: 'audit-1' }],
    });
    expect(cuts).toEqual([[90, 90, 210, 210]]);
    expect(calls).toMatchObject([{ name: 'judge', model: 'judge' }]);
    expect((await judged(dog, '{"right": false}')).outcome).toMatchObject({ rows: [{ verdict: 'drop' }] });
  });

  it('is asked for a text without a cut', async () => {
    const { cuts, calls } = await judged(textOf('A dog.'), '{"right": true}');
    expect(cuts).toEqual([]);
    expect(calls[0]?.text).toContain('"A dog."');
  });

  it('gives no verdict where it answers something else: the item fails, nothing is guessed', async () => {
    await expect(judged(dog, '{"right": "perhaps"}')).rejects.toMatchObject({ reason: 'parse_error' });
    expect(readVerdict('yes')).toMatchObject({ ok: false });
  });

  it.each([
    ['a thing', dog, 'the part shows'],
    ['a line of text', sign, 'read in the part the writing'],
    ['a text', textOf('A dog.'), 'says of the picture'],
    [
      'a phrase',
      {
        ...dog,
        class: 'text_phrase_region',
        granularity: 'brief',
        text: 'A dog runs.',
        span: [0, 5],
        phrase: 'A dog',
      } as const,
      'these words mean the part',
    ],
  ])('is told what is claimed of %s', (_, annotation, words) => {
    expect(judgePrompt(annotation)).toContain(words);
  });

  it('is a role of the spec', () => {
    expect(recipe.rolesOf?.(options)).toContain('judge');
    expect(recipe.rolesOf?.(optionsOf({ audit: {} }))).toEqual([]);
  });
});

describe('its verdicts', () => {
  const rows = Array.from({ length: 10 }, (_, at) =>
    rowOf({ image: 'a'.repeat(64), image_path: 'one.jpg', annotation: dog }, `r${at}`),
  );
  const verdict = (at: number, one: 'keep' | 'drop'): Row => ({ ...rowOf({ verdict: one }), parents: [`r${at}`] });
  const evaluated = async (
    judgedRows: readonly Row[] | undefined,
    people: Readonly<Record<string, 'keep' | 'drop'>>,
  ) => {
    const lines = await said(
      evaluate,
      { merged: [pictureRowOf([dog])], sampled: rows, ...(judgedRows ? { judged: judgedRows } : {}) },
      contextOf('evaluate', options),
      new Map(Object.entries(people).map(([row, one]) => [row, { row, verdict: one }])),
    );
    return lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []))[0];
  };
  const eight = Array.from({ length: 10 }, (_, at) => verdict(at, at < 8 ? 'keep' : 'drop'));

  it('are counted apart from people’s, with the share on which both say the same', async () => {
    const facts = await evaluated(eight, { r0: 'keep', r1: 'drop', r9: 'drop' });
    expect(facts).toMatchObject({
      auditJudged: 3,
      auditRight: 1,
      modelAuditSampled: 10,
      modelAuditJudged: 10,
      modelAuditRight: 8,
      modelAuditPrecision: 0.8,
      modelAuditLow: expect.closeTo(0.4902, 4),
      modelAuditRegionTextPrecision: 0.8,
      modelAuditCompared: 3,
      modelAuditAgreed: 2,
    });
  });

  it('may be missing for some, which are not judged', async () => {
    expect(await evaluated(eight.slice(0, 5), {})).toMatchObject({ modelAuditSampled: 10, modelAuditJudged: 5 });
    expect(await evaluated(undefined, {})).not.toHaveProperty('modelAuditSampled');
  });

  it('reject a round below the bound before only where people judged none of it', () => {
    const { acceptance } = options;
    const standing = { humanRecall: 1, auditLow: 0.5, modelAuditLow: 0.7 };
    const now = { humanRecall: 1, modelAuditPrecision: 0.6 };
    expect(decide(now, standing, acceptance)).toMatchObject({
      accepted: false,
      reason: 'the judge found 60.0 % of the sampled annotations right, below 70.0 %, the lower bound before',
    });
    expect(decide({ ...now, auditPrecision: 0.9 }, standing, acceptance)).toMatchObject({ accepted: true });
    expect(decide({ ...now, auditPrecision: 0.4 }, standing, acceptance).reason).toMatch(/^people found/);
  });

  it('hand on their bound over a round without any', async () => {
    const lines = await said(
      settle,
      { merged: [], accepted: [] },
      contextOf('settle', options, {
        round: 2,
        facts: { evaluate: { humanRecall: 1 }, before: { auditLow: 0.5, modelAuditLow: 0.7 } },
      }),
    );
    expect(lines.at(-1)).toMatchObject({ facts: { accepted: true, auditLow: 0.5, modelAuditLow: 0.7 } });
  });
});
