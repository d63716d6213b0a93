import type { Drawing } from './draw.ts';

const list = (words: string): readonly string[] => words.split(' ');

const people = list(
  'baker gardener nurse pilot teacher sailor farmer painter engineer librarian carpenter driver doctor chemist fisher guide mechanic cook student judge',
);
const qualities = list(
  'old young patient careful tired cheerful quiet clever busy kind stubborn curious famous honest lonely proud nervous calm brave strict',
);
const actions = list(
  'repaired carried described measured painted sold borrowed cleaned copied examined hid moved collected counted drew folded lifted opened sorted weighed',
);
const things = list(
  'lantern bridge clock violin map basket telescope ladder engine mirror barrel statue wheel letter compass blanket kettle fence boat window',
);
const traits = list(
  'broken wooden copper narrow heavy painted rusty hollow foreign borrowed blue glass ancient crooked empty silver round folded dusty yellow',
);
const places = list(
  'harbour market station valley workshop orchard castle museum quarry meadow library tunnel island square chapel canal forest attic bakery garden',
);
const times = [
  'before sunrise',
  'after the storm',
  'during the festival',
  'late in autumn',
  'on a Tuesday',
  'at noon',
  'in the first week of March',
  'while the bells rang',
  'without any help',
  'for the third winter',
  'against all advice',
  'in less than an hour',
];
const reasons = [
  'because the river had risen',
  'so that nobody would notice',
  'although the light was poor',
  'since the old one had failed',
  'as the council had asked',
  'to save a little money',
  'until the visitors arrived',
  'even though it was forbidden',
  'in order to win the prize',
  'because two neighbours had complained',
];

/** A sentence of about fifteen words; of some ten billion there are. */
export function sentence(draw: Drawing): string {
  const who = `the ${draw.pick(qualities)} ${draw.pick(people)}`;
  const what = `the ${draw.pick(traits)} ${draw.pick(things)}`;
  const where = `${draw.pick(['near', 'behind', 'inside', 'above', 'beside', 'outside'])} the ${draw.pick(places)}`;
  const parts = [`${who} ${draw.pick(actions)} ${what} ${where}`, draw.pick(times), draw.pick(reasons)];
  const text = draw.next() < 0.5 ? parts.join(' ') : `${parts[1]}, ${parts[0]} ${parts[2]}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export const sentences = (draw: Drawing, count: number): string =>
  Array.from({ length: count }, () => sentence(draw)).join(' ');

export const thing = (draw: Drawing): string => `${draw.pick(traits)} ${draw.pick(things)}`;
export const place = (draw: Drawing): string => draw.pick(places);
export const person = (draw: Drawing): string => `${draw.pick(qualities)} ${draw.pick(people)}`;
