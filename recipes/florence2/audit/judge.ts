import { z } from 'zod';
import { readJson } from '../../json-answer/read-json.ts';
import { ItemFailure } from '../../outcome.ts';
import type { ItemProgram, Row } from '../../item-program.ts';
import type { Parsed } from '../../services.ts';
import type { ReviewVerdict } from '../../review.ts';
import { userMessage } from '../../user-message.ts';
import type { SealedRows } from '../../whole-stage.ts';
import { boundsOf } from '../geometry/place.ts';
import type { Florence2Options } from '../options.ts';
import { cropPlace } from '../region-text/crop-place.ts';
import { JUDGE_PROMPT, judgePrompt, judgeSchema } from './judge-prompt.ts';
import { sampledRow } from './sample.ts';

/** What the judge's cut shows beside the place on each side, as a share of the side: enough to see what is cut off. */
const MARGIN = 0.1;

const placedRow = sampledRow.extend({ size: z.object({ width: z.int().min(1), height: z.int().min(1) }) });
const verdict = z.enum(['keep', 'drop']);
const judgedRow = z.looseObject({ verdict });

/**
 * A model's verdict on one drawn annotation (spec section 6.5: "human or judge"): it sees the picture and the cut of the place. `keep`:
 * right, `drop`: wrong. An annotation it gives no verdict on is a failed item.
 */
export const judge: ItemProgram = async ({ current }, services, context) => {
  const { image, size, annotation } = placedRow.parse(current);
  const model = (context.options as Florence2Options).audit?.judge?.model;
  if (model === undefined) throw new ItemFailure('no_judge', 'options.audit.judge names no model');
  const cut = 'geometry' in annotation ? cropPlace(boundsOf(annotation.geometry), size, MARGIN) : undefined;
  if (cut && !services.crop) throw new ItemFailure('no_crops', 'this worker cannot cut pictures');
  const crop = cut && (await services.crop?.(image, cut));
  const { value } = await services.infer({
    name: 'judge',
    model,
    temperature: 0,
    messages: [userMessage(judgePrompt(annotation), image, crop)],
    schema: judgeSchema,
    parse: readVerdict,
  });
  return { kind: 'kept', rows: [{ annotation: annotation.id, verdict: value, model, prompt: JUDGE_PROMPT }] };
};

export function readVerdict(answer: string): Parsed<z.infer<typeof verdict>> {
  const read = readJson(answer);
  if (!read.ok) return read;
  const { data } = z.object({ right: z.boolean() }).safeParse(read.value);
  return data
    ? { ok: true, value: data.right ? 'keep' : 'drop' }
    : { ok: false, reason: 'parse_error', error: 'Answer with {"right": true} or {"right": false}.' };
}

/** The judge's verdicts by the id of the row that was drawn. */
export async function judgedVerdicts(rows: SealedRows): Promise<ReadonlyMap<string, Pick<ReviewVerdict, 'verdict'>>> {
  const verdicts = new Map<string, Pick<ReviewVerdict, 'verdict'>>();
  for await (const row of rows()) for (const parent of row.parents) verdicts.set(parent, { verdict: verdictOf(row) });
  return verdicts;
}

const verdictOf = (row: Row): ReviewVerdict['verdict'] => judgedRow.parse(row).verdict;
