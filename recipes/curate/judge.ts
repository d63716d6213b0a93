import type { ItemProgram } from '../item-program.ts';
import { imagesOf } from '../internvl/samples/sample.ts';
import type { Services } from '../services.ts';
import { askJudge } from './ask-judge.ts';
import { curatedRow, fieldsOf, type CuratedRow, type Flag, type Judgement } from './curated-row.ts';
import {
  promptVersion,
  qualityAnswer,
  qualityMessages,
  qualitySchema,
  repetitionAnswer,
  repetitionMessages,
  repetitionSchema,
} from './judge-prompts.ts';
import type { CurateOptions } from './options.ts';

/**
 * Fourth stage: the quality of pure text, which drops by itself, and repetition in all but academic image samples, which flags.
 * What a rule has flagged is not asked about (spec §a.1, check 9).
 */
export const judge: ItemProgram = async ({ seed }, services, context) => {
  const row = curatedRow.parse(seed);
  const { quality, repetition } = context.options as CurateOptions;
  if (row.flags) return { kind: 'kept', rows: [fieldsOf(seed)] };
  const judged: { -readonly [K in keyof Judgement]: Judgement[K] } = {};
  const flags: Flag[] = [];
  const pictured = imagesOf(row).length > 0;
  if (!pictured && quality.minimum > 0) {
    judged.quality = await qualityOf(row, services);
    const { score, domain, reason } = judged.quality;
    if (score < quality.minimum)
      return {
        kind: 'dropped',
        reason: 'low_quality',
        detail: { rule: 'quality', value: score, threshold: quality.minimum, domain, why: reason },
      };
  }
  if (!(pictured && row.domain === 'academic') && repetition.minimum > 0) {
    judged.repetition = await repetitionOf(row, services);
    const { score: value, kind: form } = judged.repetition;
    if (value < repetition.minimum) flags.push({ rule: 'repetition', form, value, threshold: repetition.minimum });
  }
  return {
    kind: 'kept',
    rows: [
      {
        ...fieldsOf(seed),
        ...(Object.keys(judged).length > 0 ? { judged: { ...judged, prompt: promptVersion } } : {}),
        ...(flags.length > 0 ? { flags } : {}),
      },
    ],
  };
};

const qualityOf = ({ conversations }: CuratedRow, services: Services) =>
  askJudge(
    { name: 'quality', messages: qualityMessages(conversations), schema: qualitySchema, answer: qualityAnswer },
    services,
  );

async function repetitionOf({ conversations }: CuratedRow, services: Services) {
  const { score, kind } = await askJudge(
    {
      name: 'repetition',
      messages: repetitionMessages(conversations),
      schema: repetitionSchema,
      answer: repetitionAnswer,
    },
    services,
  );
  return { score, kind };
}
