import { fallen, type Candidate, type Sifted, type Turn } from './turn.ts';

const plain = (question: string) => question.toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** Drops items that ask what an earlier one of the list asks, word for word, where the campaign wants it. */
export function dropDuplicates(turn: Turn, candidates: readonly Candidate[]): Sifted {
  if (turn.options.duplicateQuestions === 'keep') return { passed: candidates, fallen: [] };
  const first = new Map<string, number>();
  for (const { index, item } of candidates) {
    const question = plain(item.question);
    if (!first.has(question)) first.set(question, index);
  }
  const repeats = ({ index, item }: Candidate) => first.get(plain(item.question)) !== index;
  return {
    passed: candidates.filter((candidate) => !repeats(candidate)),
    fallen: candidates
      .filter(repeats)
      .map(({ index, item, call }) =>
        fallen(turn, { index, question: item.question, calls: [call] }, 'dropped', 'duplicate_question'),
      ),
  };
}
