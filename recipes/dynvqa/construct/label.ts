import { allEnded } from '../../all-ended.ts';
import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import { domain, updateFrequency } from '../gold/labels.ts';
import type { BuildOptions } from '../options.ts';
import { askJsonOrNull } from './ask-json.ts';
import { labelInstruction } from './prompts.ts';
import { keep, passed, readDraft, refuse } from './draft.ts';
import { majority } from './gates.ts';

const vote = z.looseObject({
  update_frequency: updateFrequency,
  hops: z.coerce.number().int().min(1).max(9),
  visual_needed: z.boolean(),
  domain,
});

export const votes = 3;

/**
 * A4: three votes on update frequency, hops, visual need and domain. Where two do not agree the first stands and the question goes
 * to review. Labels of the seed stand as they are.
 */
export const label: ItemProgram = async ({ current }, services, context) => {
  const { skip } = context.options as BuildOptions;
  const question = readDraft(current);
  const { labels, golden_query, answers } = question;
  const open = (['updateFrequency', 'hops', 'visualNeeded', 'domain'] as const).filter(
    (name) => labels[name] === undefined,
  );
  if (open.length === 0) return keep(passed(question, 'A4', 'given'));
  if (skip.includes('A4')) return keep(passed(question, 'A4', 'skipped'));
  const asked = await allEnded(
    Array.from({ length: votes }, (_, sample) =>
      askJsonOrNull(services, {
        name: 'label',
        sample,
        text: labelInstruction(golden_query ?? '', answers[0] ?? ''),
        schema: vote,
        form: '{"update_frequency": …, "hops": …, "visual_needed": …, "domain": …}',
      }),
    ),
  );
  const given = asked.filter((one) => one !== null);
  const [first] = given;
  if (!first) return refuse('A4', 'no_vote');
  const agreed = {
    updateFrequency: majority(given.map((one) => one.update_frequency)),
    hops: majority(given.map((one) => String(one.hops))),
    visualNeeded: majority(given.map((one) => String(one.visual_needed))),
    domain: majority(given.map((one) => one.domain)),
  };
  const voted = {
    updateFrequency: agreed.updateFrequency ?? first.update_frequency,
    hops: Number(agreed.hops ?? first.hops),
    visualNeeded: (agreed.visualNeeded ?? String(first.visual_needed)) === 'true',
    domain: agreed.domain ?? first.domain,
  };
  return keep(
    passed(
      { ...question, labels: { ...voted, ...labels }, disputed: open.filter((name) => agreed[name] === null) },
      'A4',
    ),
  );
};
