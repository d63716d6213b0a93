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
const days = list('Monday Tuesday Wednesday Thursday Friday Saturday Sunday');
const months = list('January February March April May June July August September October November December');
const events = list(
  'storm festival auction wedding election concert flood harvest strike parade eclipse funeral race fire',
);
const doers = list(
  'neighbours visitors councillors children merchants tourists soldiers musicians twins strangers inspectors',
);
const doings = list('complained arrived objected insisted laughed hesitated left slept agreed protested listened');

const clause = (draw: Drawing): string =>
  draw.pick<() => string>([
    () => `before the ${draw.pick(events)} in ${draw.pick(months)}`,
    () => `on a ${draw.pick(qualities)} ${draw.pick(days)}`,
    () => `${draw.pick(['during', 'after', 'despite'])} the ${draw.pick(traits)} ${draw.pick(events)}`,
    () => `while ${2 + draw.below(30)} ${draw.pick(doers)} ${draw.pick(doings)}`,
    () => `although the ${draw.pick(doers)} ${draw.pick(doings)}`,
    () => `because some ${draw.pick(qualities)} ${draw.pick(doers)} had ${draw.pick(doings)}`,
    () => `with a ${draw.pick(traits)} ${draw.pick(things)}`,
    () => `for ${2 + draw.below(90)} ${draw.pick(['minutes', 'hours', 'days', 'coins', 'apples'])}`,
  ])();

/** A sentence of about twenty words; two are hardly ever alike in five words together. */
export function sentence(draw: Drawing): string {
  const who = `the ${draw.pick(qualities)} ${draw.pick(people)}`;
  const what = `the ${draw.pick(traits)} ${draw.pick(things)}`;
  const where = `${draw.pick(['near', 'behind', 'inside', 'above', 'beside', 'outside'])} the ${draw.pick(places)}`;
  const parts = [`${who} ${draw.pick(actions)} ${what} ${where}`, clause(draw), clause(draw)];
  const text = draw.next() < 0.5 ? parts.join(' ') : `${parts[1]}, ${parts[0]} ${parts[2]}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export const sentences = (draw: Drawing, count: number): string =>
  Array.from({ length: count }, () => sentence(draw)).join(' ');

export const thing = (draw: Drawing): string => `${draw.pick(traits)} ${draw.pick(things)}`;
export const place = (draw: Drawing): string => draw.pick(places);
export const person = (draw: Drawing): string => `${draw.pick(qualities)} ${draw.pick(people)}`;
