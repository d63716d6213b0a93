import type { ItemProgram, Row } from '../item-program.ts';
import { ItemFailure } from '../outcome.ts';
import { drawOperator } from './draw-operator.ts';
import { checkRules } from './evolve/check-rules.ts';
import { withDetections } from './evolve/detect.ts';
import { dropDuplicates } from './evolve/drop-duplicates.ts';
import { generateEach } from './evolve/generate-each.ts';
import { generateList } from './evolve/generate-list.ts';
import { eliminate } from './evolve/eliminate.ts';
import { judge } from './evolve/judge.ts';
import { outcomeOf } from './evolve/outcome.ts';
import type { Turn } from './evolve/turn.ts';
import { imageRecord, type ImageRecord } from './image-record.ts';
import { mmevolOptions } from './options.ts';
import { promptVersions } from './prompts/versions.ts';

function recordOf(row: Row): ImageRecord {
  const read = imageRecord.safeParse(row);
  if (!read.success) throw new ItemFailure('bad_record', `row ${row.id} is no image record: ${read.error.message}`);
  return read.data;
}

/**
 * One image, one round (arXiv 2409.05840): draw an operator, rewrite the list, drop what breaks the operator's rules, let the
 * judge say what improved, keep that. Gives one row, `all_eliminated`, or the reason why nothing could be made.
 */
export const evolve: ItemProgram = async ({ seed, current }, services, context) => {
  const options = mmevolOptions.parse(context.options);
  const parent = recordOf(current);
  const record = options.detect ? await withDetections(parent, services) : parent;
  const operator = drawOperator({
    seed: context.campaignSeed,
    itemId: context.itemId,
    round: context.round,
    weights: options.weights,
  });
  const turn: Turn = {
    round: context.round,
    operator,
    promptVersion: promptVersions[options.profile],
    options,
    record,
    comparison: (options.compareWith === 'seed' ? recordOf(seed) : parent).conversations,
    draw: context.draw,
  };

  const generated = await (options.profile === 'compact' ? generateEach : generateList)(turn, services);
  const distinct = dropDuplicates(turn, generated.passed);
  const lawful = checkRules(turn, distinct.passed);
  const judged = await judge(turn, lawful.passed, services);
  const improved = eliminate(turn, judged.passed);

  const fallen = [generated, distinct, lawful, judged, improved].flatMap((step) => step.fallen);
  return outcomeOf(turn, improved.passed, fallen, generated.repairs);
};
