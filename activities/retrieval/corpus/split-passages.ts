/** Words of a passage at most; a Chinese character counts as 0.6 of a word. */
const wordsAtMost = 200;
const chineseWeight = 0.6;

/** Ends of sentences and of lines: text is cut behind them. */
const ends = /[.!?]+["'”’)\]]*\s+|[。！？]+[”’」）]*\s*|\n+/gu;
const words = /\p{Script=Han}|[^\s\p{Script=Han}]+/gu;

/** Cuts a text into passages of about 200 words, at the ends of sentences where it has any. Nothing is lost but white space. */
export function splitPassages(text: string): string[] {
  const passages: string[] = [];
  let current = '';
  let weight = 0;
  for (const { piece, weight: more } of pieces(text)) {
    if (weight > 0 && weight + more > wordsAtMost) {
      passages.push(current.trim());
      current = '';
      weight = 0;
    }
    current += piece;
    weight += more;
  }
  if (current.trim() !== '') passages.push(current.trim());
  return passages;
}

interface Piece {
  readonly piece: string;
  readonly weight: number;
}

function* pieces(text: string): Generator<Piece> {
  let from = 0;
  for (const end of text.matchAll(ends)) {
    yield* cutLong(text.slice(from, end.index + end[0].length));
    from = end.index + end[0].length;
  }
  yield* cutLong(text.slice(from));
}

/** A sentence as one piece; one that is longer than a passage in several, between words. */
function* cutLong(sentence: string): Generator<Piece> {
  let from = 0;
  let weight = 0;
  for (const word of sentence.matchAll(words)) {
    const more = /\p{Script=Han}/u.test(word[0]) ? chineseWeight : 1;
    if (weight + more > wordsAtMost) {
      yield { piece: sentence.slice(from, word.index), weight };
      from = word.index;
      weight = 0;
    }
    weight += more;
  }
  if (from < sentence.length) yield { piece: sentence.slice(from), weight };
}
