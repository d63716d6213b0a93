import type { EvolvedItem } from '../image-record.ts';
import type { Fact } from './facts.ts';
import { mentions } from './mentions.ts';
import { plainPair, type Pair } from './plain-pair.ts';
import { foreignWords } from './words.ts';

/** Facts the list has already been extended by. */
export function spentFacts(conversations: readonly EvolvedItem[]): string[] {
  return conversations.flatMap(({ lineage }) => lineage?.compact?.fact?.sentence ?? []);
}

const rankOf = ({ source }: Fact) => (source.startsWith('qa/') ? 1 : 0);

/**
 * A fact that nobody has used, that the parent does not tell already, and that is about a thing the parent does not involve; facts of
 * other answers only where nothing else is left. `draw` in [0, 1) picks among equals. Null where none is left.
 */
export function chooseFact(
  facts: readonly Fact[],
  spent: ReadonlySet<string>,
  parent: EvolvedItem,
  index: number,
  draw: number,
): Fact | null {
  const { question, answer } = plainPair(parent);
  const told = [question, answer, ...parent.objects].join('\n');
  const open = facts.filter(
    ({ sentence, source, things }) =>
      !spent.has(sentence) &&
      source !== `qa/${index}` &&
      things.some((thing) => !mentions(told, thing)) &&
      foreignWords(sentence, told).length > 1,
  );
  const best = open.filter((fact) => rankOf(fact) === Math.min(...open.map(rankOf)));
  return best[Math.floor(draw * best.length)] ?? null;
}

/** Another item of the list, in plain words, that the parent does not hold already; null where there is none. */
export function chooseOther(
  conversations: readonly EvolvedItem[],
  index: number,
  draw: number,
): { joined: Pair; source: string } | null {
  const parent = conversations[index];
  const told = parent ? plainPair(parent) : { question: '', answer: '' };
  const open = conversations
    .map((item, at) => ({ joined: plainPair(item), source: `qa/${at}` }))
    .filter(({ joined }, at) => at !== index && foreignWords(joined.question, told.question).length > 0);
  return open[Math.floor(draw * open.length)] ?? null;
}
