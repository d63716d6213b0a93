import { exchange, type DirtyRecord, type Planted } from './dirty-record.ts';
import type { Drawing } from './draw.ts';
import { person, place, sentence, sentences, thing } from './words.ts';

/** Makes one planted record of a kind that needs nothing but text. */
type Plant = (draw: Drawing) => DirtyRecord['conversations'];

const about = (draw: Drawing): string => `What do you know of the ${thing(draw)} at the ${place(draw)}?`;
const digits = (draw: Drawing, count: number): string =>
  Array.from({ length: count }, () => 1 + draw.below(9)).join('');
const times = (text: string, count: number, by: string): string => Array(count).fill(text).join(by);

/** Kinds of dirt in the text alone. */
export const textPlants: Readonly<Record<string, Plant>> = {
  phrase_loop: (draw) =>
    exchange(
      about(draw),
      `${sentence(draw)} ${times(`and then the ${person(draw)} came back`, 20 + draw.below(30), ' ')}`,
    ),
  line_loop: (draw) => exchange(about(draw), `${sentence(draw)}\n${times(sentence(draw), 8 + draw.below(10), '\n')}`),
  digit_run: (draw) => exchange(about(draw), `Its number is ${digits(draw, 60 + draw.below(200))}. ${sentence(draw)}`),
  zero_run: (draw) => exchange(about(draw), `The series is ${times('0', 30 + draw.below(60), draw.pick(['', ', ']))}.`),
  character_run: (draw) => exchange(about(draw), `It is far${'r'.repeat(40 + draw.below(60))} away. ${sentence(draw)}`),
  gibberish: (draw) => exchange(about(draw), Array.from({ length: 60 }, () => draw.pick([...'#$%^&*@!~ab'])).join('')),
  empty_answer: (draw) => exchange(about(draw), draw.pick(['', '  ', '\n'])),
  echo: (draw) =>
    times(about(draw), 2, '\0')
      .split('\0')
      .map((value, i) => ({ from: i === 0 ? 'human' : 'gpt', value })),
  broken_roles: (draw) => [{ from: 'gpt', value: sentence(draw) }, ...exchange(about(draw), sentence(draw))],
  broken_box: (draw) => {
    const [x, y] = [300 + draw.below(300), 300 + draw.below(300)];
    const box = draw.pick([
      `${x}, ${y}, ${x - 100}, ${y + 50}`,
      `${x}, ${y}, ${x + 900}, ${y + 50}`,
      `${x}, ${y}, ${x}`,
    ]);
    return exchange(`Where is the ${thing(draw)}?`, `<ref>it</ref><box>[[${box}]]</box>`);
  },
  placeholder_too_many: (draw) => exchange(`<image>\n<image>\n${about(draw)}`, sentence(draw)),
};

/** Kinds that only a judge can tell. */
export const judgedPlants: Readonly<Record<string, Plant>> = {
  poor_answer: (draw) =>
    exchange(about(draw), `Dunno, whatever. Google the ${thing(draw)} yourself. ${sentence(draw)}`),
  // Fewer than fifty words, of which the rules on n-grams say nothing.
  template_loop: (draw) =>
    exchange(
      about(draw),
      Array.from({ length: 7 }, () => `I can see ${draw.pick(['a', 'one'])} ${thing(draw)}.`).join(' '),
    ),
};

/** A text of a hundred words and one that differs from it in a word, in case, or in its signs. */
export function nearCopy(draw: Drawing, of: DirtyRecord): DirtyRecord['conversations'] {
  return of.conversations.map(({ from, value }) => {
    if (from !== 'gpt') return { from, value };
    const change = draw.below(3);
    if (change === 0) return { from, value: value.toUpperCase() };
    if (change === 1) return { from, value: value.replaceAll('.', ' !').replaceAll(',', ' -') };
    const words = value.split(' ');
    words[Math.floor(words.length / 2)] = 'marmalade';
    return { from, value: words.join(' ') };
  });
}

/** Long enough that one word of it is little. */
export const longText = (draw: Drawing): DirtyRecord['conversations'] => exchange(about(draw), sentences(draw, 8));

export interface BenchmarkItem {
  readonly id: string;
  readonly benchmark: string;
  readonly question: string;
  readonly answer: string;
  readonly image?: string;
}

/** Items of made-up benchmarks: long questions, short ones of eight to twelve words, and questions about pictures. */
export function benchmarkItem(draw: Drawing, number: number): BenchmarkItem {
  const base = { id: `item-${number}` };
  if (number % 3 === 0)
    return { ...base, benchmark: 'long-form', question: `${sentence(draw)} Why?`, answer: sentence(draw) };
  if (number % 3 === 1)
    return {
      ...base,
      benchmark: 'short-form',
      question: `Who sold a ${thing(draw)} to the ${person(draw)}?`,
      answer: place(draw),
    };
  return {
    ...base,
    benchmark: 'pictures',
    question: 'Which of these is shown?',
    answer: draw.pick(['A', 'B', 'C', 'D']),
    image: `benchmark/${number}.jpg`,
  };
}

/** A sample into which an item of a benchmark has found its way. */
export function leakOf(draw: Drawing, { question, answer }: BenchmarkItem): Pick<Planted['record'], 'conversations'> {
  return { conversations: exchange(`Please help. ${question}`, `${answer} ${sentence(draw)}`) };
}
