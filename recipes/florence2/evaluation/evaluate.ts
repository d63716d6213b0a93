import type { Row } from '../../item-program.ts';
import type { StageFacts } from '../../stage-facts.ts';
import type { SealedRows, WholeServices, WholeStage } from '../../whole-stage.ts';
import { judgedVerdicts } from '../audit/judge.ts';
import { agreementFacts, auditFacts } from '../audit/precision.ts';
import type { Florence2Options } from '../options.ts';
import { pictureOf, pictureRow } from '../picture-row.ts';
import { labelledRow, type Labels } from '../seed/labels.ts';
import { churn, isPlaced, matchedRegions } from './churn.ts';
import { datasetMeasures } from './dataset-measures.ts';
import { goldMeasures } from './gold-measures.ts';

/**
 * Measures a round on the frozen gold set, and what it changed. States facts only: no row comes out. A gold record about another
 * picture than its labeller saw is dropped. With an audit, what people and a model said of the annotations drawn is counted, each apart.
 */
export const evaluate: WholeStage = async function* (inputs, services, context) {
  const gold = new Map<string, Labels>();
  for await (const row of inputs['gold']?.() ?? nothing()) {
    const { image, labels, stated_sha256 } = labelledRow.parse(row);
    if (stated_sha256 !== null && stated_sha256 !== image.sha256)
      yield { kind: 'dropped', row, reason: 'other_picture', detail: { stated: stated_sha256, found: image.sha256 } };
    else gold.set(image.sha256, labels);
  }
  const dataset = datasetMeasures();
  const judged = goldMeasures((context.options as Florence2Options).merge);
  const before = { matches: 0, now: 0, before: 0, human: 0, humanKept: 0 };
  for await (const [row, former] of besides(inputs['merged'] ?? nothing, inputs['accepted'])) {
    const parsed = pictureRow.parse(row);
    const { annotations } = parsed;
    dataset.add(annotations);
    const labels = gold.get(parsed.image.sha256);
    if (labels) judged.add(pictureOf(parsed), labels, annotations, parsed.active);
    const standing = former ? pictureRow.parse(former).annotations : [];
    before.matches += matchedRegions(annotations, standing);
    before.now += annotations.filter(isPlaced).length;
    before.before += standing.filter(isPlaced).length;
    const ids = new Set(annotations.map(({ id }) => id));
    const human = standing.filter(({ source }) => source.kind === 'human');
    before.human += human.length;
    before.humanKept += human.filter(({ id }) => ids.has(id)).length;
  }
  yield {
    kind: 'facts',
    facts: {
      ...dataset.facts(),
      ...judged.facts(),
      ...(await audited(inputs, services)),
      churn: churn(before.matches, before.now, before.before),
      humanRecall: before.human === 0 ? 1 : before.humanKept / before.human,
    },
  };
};

async function audited(
  { sampled, judged }: Readonly<Record<string, SealedRows>>,
  services: WholeServices,
): Promise<StageFacts> {
  if (!sampled) return {};
  const people = await services.reviewed('audit');
  const facts = await auditFacts(sampled, people);
  if (!judged) return facts;
  const model = await judgedVerdicts(judged);
  return { ...facts, ...(await auditFacts(sampled, model, 'model')), ...agreementFacts(people, model) };
}

async function* nothing(): AsyncGenerator<Row> {}

/** Each row with the accepted one of the same picture. Both are in the order of the import, and a picture may be missing in either. */
export async function* besides(
  rows: SealedRows,
  accepted: SealedRows = nothing,
): AsyncGenerator<readonly [Row, Row | undefined]> {
  const standing = accepted()[Symbol.asyncIterator]();
  for await (const row of rows()) {
    const parent = row;
    let next = await standing.next();
    while (!next.done && next.value.origin !== parent.origin) next = await standing.next();
    yield [row, next.done ? undefined : next.value];
  }
}
