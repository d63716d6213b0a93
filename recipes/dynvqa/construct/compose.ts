import type { Row } from '../../item-program.ts';
import type { WholeStage } from '../../whole-stage.ts';
import type { UpdateFrequency } from '../gold/labels.ts';
import type { ChainLink } from '../gold/question.ts';
import type { BuildOptions } from '../options.ts';
import { readDraft, rowOf, type Draft } from './draft.ts';
import { rowsOf } from '../sealed-input.ts';

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The steps of a question: its own chain, or itself as one. */
export const linksOf = ({ chain, golden_query, answers }: Draft): readonly ChainLink[] =>
  chain.length > 0 ? chain : [{ subQuestion: golden_query ?? '', tool: 'search_text', answer: answers[0] ?? '' }];

const speed: Readonly<Record<UpdateFrequency, number>> = { fast: 2, slow: 1, never: 0 };

const faster = (a: UpdateFrequency | undefined, b: UpdateFrequency | undefined): UpdateFrequency | undefined =>
  a === undefined || b === undefined ? undefined : speed[a] >= speed[b] ? a : b;

/**
 * A3: joins two questions over a bridge entity: where the answer of the first is what the second is about, the second then asks
 * about "the … of …" instead. Null where they do not meet, or one of them cannot be put into the other.
 */
export function composed(first: Draft, second: Draft): Draft | null {
  const { entity, aliases } = second.anchor;
  if (first.phrase === null || first.golden_query === null || second.golden_query === null) return null;
  if (first.question_id === second.question_id || first.language !== second.language) return null;
  const names = [entity, ...aliases].map(folded);
  if (!first.answers.some((answer) => names.includes(folded(answer)))) return null;
  const at = second.golden_query.toLowerCase().indexOf(entity.toLowerCase());
  if (at < 0) return null;
  const before = second.golden_query.slice(0, at).replace(/\bthe\s+$/iu, '');
  const hops = (first.labels.hops ?? 1) + (second.labels.hops ?? 1);
  const updateFrequency = faster(first.labels.updateFrequency, second.labels.updateFrequency);
  return {
    ...second,
    question_id: `${first.question_id}+${second.question_id}`,
    golden_query: `${before}${first.phrase}${second.golden_query.slice(at + entity.length)}`,
    question: null,
    anchor: first.anchor,
    phrase: null,
    chain: [...linksOf(first), ...linksOf(second)],
    labels: {
      ...second.labels,
      hops,
      ...(updateFrequency === undefined ? {} : { updateFrequency }),
      visualNeeded: false,
    },
    evidence: [...first.evidence, ...second.evidence],
    image: first.image,
    written_by: 'code',
  };
}

/**
 * A3 over the whole set: the questions as they are, and those that can be made of two. Only what a join needs is held in memory:
 * the questions another can begin with, by their answer.
 */
export const compose: WholeStage = async function* (inputs, _, { options }) {
  const bridges = new Map<string, { readonly draft: Draft; readonly row: Pick<Row, 'id' | 'origin'> }[]>();
  for await (const row of rowsOf(inputs, 'questions')) {
    const draft = readDraft(row);
    yield { kind: 'row', fields: rowOf(draft), parents: [row] };
    if (!(options as BuildOptions).compose || draft.phrase === null) continue;
    const kept = { draft, row: { id: row.id, origin: row.origin } };
    for (const key of new Set(draft.answers.map(folded))) bridges.set(key, [...(bridges.get(key) ?? []), kept]);
  }
  if (bridges.size === 0) return;
  for await (const row of rowsOf(inputs, 'questions')) {
    const second = readDraft(row);
    const met = new Set(
      [second.anchor.entity, ...second.anchor.aliases].map(folded).flatMap((n) => bridges.get(n) ?? []),
    );
    for (const first of met) {
      const made = composed(first.draft, second);
      if (made) yield { kind: 'row', fields: rowOf(made), parents: [first.row, row] };
    }
  }
};
