/** Parts of a formula without variables, in lower case and without white space. */
const part = /(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?|\\[a-z]+|[-+*/^(){}[\]]/gu;
const signs: Readonly<Record<string, string>> = {
  '\\cdot': '*',
  '\\times': '*',
  '\\div': '/',
  '−': '-',
  '×': '*',
  '÷': '/',
  π: '\\pi',
  '√': '\\sqrt',
};
const closing: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/**
 * Value of a formula without variables: sums, products (also without a sign, as in 2\pi), powers, `\frac`, `\sqrt` with or
 * without index, `\pi`; also `\frac12` and `\sqrt3`. Undefined of all else, and where the value is not finite.
 */
export function formulaValue(formula: string): number | undefined {
  const text = formula
    .toLowerCase()
    .replaceAll(/\\[dt]frac/gu, '\\frac')
    .replaceAll(/\\(?:left|right)(?![a-z])|\\[,;!: ]|\s|\$/gu, '')
    .replaceAll(/\\(?:cdot|times|div)(?![a-z])|[−×÷π√]/gu, (found) => signs[found] ?? found)
    .replaceAll(/(\d),(?=\d{3}(?!\d))/gu, '$1');
  const parts = text.match(part) ?? [];
  if (parts.length === 0 || parts.join('') !== text) return undefined;
  const read = sum({ parts, at: 0 });
  return read && read.at === read.parts.length && Number.isFinite(read.value) ? read.value : undefined;
}

interface Place {
  readonly parts: readonly string[];
  readonly at: number;
}
type Read = (Place & { readonly value: number }) | undefined;

const after = ({ parts, at }: Place, count = 1): Place => ({ parts, at: at + count });
const valued = (place: Place, value: number): Read => ({ ...place, value });

function sum(place: Place): Read {
  let read = product(place);
  for (let sign = read?.parts[read.at]; read && (sign === '+' || sign === '-'); sign = read?.parts[read.at]) {
    const next = product(after(read));
    read = next && valued(next, sign === '+' ? read.value + next.value : read.value - next.value);
  }
  return read;
}

function product(place: Place): Read {
  const sign = place.parts[place.at];
  if (sign === '-' || sign === '+') {
    const read = product(after(place));
    return read && valued(read, sign === '-' ? -read.value : read.value);
  }
  let read = power(place);
  while (read) {
    const next: string = read.parts[read.at] ?? '';
    const isSign = next === '*' || next === '/';
    if (!isSign && !/^[(\\]/u.test(next)) return read;
    const factor = power(isSign ? after(read) : read);
    read = factor && valued(factor, next === '/' ? read.value / factor.value : read.value * factor.value);
  }
  return read;
}

function power(place: Place): Read {
  const base = atom(place);
  if (base?.parts[base.at] !== '^') return base;
  const exponent = argument(after(base));
  return exponent && valued(exponent, base.value ** exponent.value);
}

function atom(place: Place): Read {
  const token = place.parts[place.at] ?? '';
  if (/^[\d.]/u.test(token)) return valued(after(place), Number(token));
  if (token === '(' || token === '{') return bracket(place);
  if (token === '\\pi') return valued(after(place), Math.PI);
  if (token === '\\frac') {
    const over = argument(after(place));
    const under = over && argument(over);
    return under && valued(under, over.value / under.value);
  }
  if (token !== '\\sqrt') return undefined;
  const index = place.parts[place.at + 1] === '[' ? bracket(after(place)) : valued(after(place), 2);
  const under = index && argument(index);
  return under && valued(under, under.value ** (1 / index.value));
}

function bracket(place: Place): Read {
  const inside = sum(after(place));
  const open = place.parts[place.at] ?? '';
  return inside && inside.parts[inside.at] === closing[open] ? valued(after(inside), inside.value) : undefined;
}

/** A braced argument, or the one digit or sign that TeX takes; of a longer number the rest is put back. */
function argument(place: Place): Read {
  const token = place.parts[place.at] ?? '';
  if (!/^\d{2,}$/u.test(token)) return atom(place);
  const parts = [
    ...place.parts.slice(0, place.at),
    token.slice(0, 1),
    token.slice(1),
    ...place.parts.slice(place.at + 1),
  ];
  return valued({ parts, at: place.at + 1 }, Number(token.slice(0, 1)));
}
