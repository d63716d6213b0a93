import type { EvolvedItem, ImageRecord } from '../image-record.ts';
import type { Operator } from '../vocabulary.ts';
import { chooseFact, chooseOther, spentFacts } from './choose-fact.ts';
import { factsOf, type Fact } from './facts.ts';
import { plainPair, type Pair } from './plain-pair.ts';

interface Common {
  readonly record: ImageRecord;
  readonly index: number;
  readonly parent: EvolvedItem;
  /** The parent in plain words. */
  readonly plain: Pair;
}

/** One item of the list and what the model is to write for it: a question about a fact, or a question and its answer as one sentence. */
export type CompactTask = Common &
  (
    | { readonly operator: 'perceptual'; readonly fact: Fact }
    | { readonly operator: 'cognitive'; readonly fact: Fact }
    /** Where no fact is left, another item of the list is the second step. */
    | { readonly operator: 'cognitive'; readonly joined: Pair; readonly source: string }
    | { readonly operator: 'interactive'; readonly joined: Pair; readonly draw: (purpose: string) => number }
  );

/** An item nothing can be asked about: every fact is used up or told by the item itself. */
export interface NoTask {
  readonly index: number;
  readonly parent: EvolvedItem;
  readonly reason: 'no_unused_fact';
}

/** A task for every item of the list, in order. No fact goes to two of them. */
export function compactTasks(
  operator: Operator,
  record: ImageRecord,
  draw: (purpose: string) => number,
): (CompactTask | NoTask)[] {
  const facts = operator === 'interactive' ? [] : factsOf(record);
  const spent = new Set(spentFacts(record.conversations));
  return record.conversations.map((parent, index): CompactTask | NoTask => {
    const common = { record, index, parent, plain: plainPair(parent) };
    if (operator === 'interactive') {
      return { ...common, operator, joined: common.plain, draw: (purpose) => draw(`${purpose}/${index}`) };
    }
    const fact = chooseFact(facts, spent, parent, index, draw(`fact/${index}`));
    if (fact) {
      spent.add(fact.sentence);
      return operator === 'perceptual' ? { ...common, operator, fact } : { ...common, operator, fact };
    }
    const other = operator === 'cognitive' ? chooseOther(record.conversations, index, draw(`other/${index}`)) : null;
    return other ? { ...common, operator: 'cognitive', ...other } : { index, parent, reason: 'no_unused_fact' };
  });
}
