import type { Language } from '../../language.ts';
import { tokenizeChinese } from '../metric/tokenize-chinese.ts';
import { tokenizeEnglish } from '../metric/tokenize-english.ts';
import type { Finding, ShownHit } from './step-record.ts';

/**
 * A code extractor over dated sentences, in place of a model that reads: of the sentences that share most words with the
 * question it takes the newest, and of that one the longest run of words the question does not hold. It understands nothing;
 * it serves corpora of plain statements ("As of March 2026 the keeper of the lighthouse is Ada Finch.").
 */

const functionWords = new Set(
  (
    'a an the of in on at by to for from with as and or is are was were be been has have had does do did who whom whose what ' +
    'which when where how many much long now currently since its it this that these those there their his her'
  ).split(' '),
);
const functionWordsZh = new Set(
  '的 了 是 在 有 和 与 为 于 由 被 这 那 其 截至 目前 现在 现任 谁 什么 哪 哪里 哪个 多少 几 年 月 日 个 位 座'.split(
    ' ',
  ),
);
const punctuation = /^[\p{P}\p{S}]+$/u;
/** A leading date is when the sentence holds, not what it says. */
const datePhrase =
  /^\s*(?:(?:[Aa]s of|[Ss]ince|[Ii]n)\s+)?(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\s+)?\d{4}\s*,?\s*|^\s*(?:截至)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?[，,]?/u;

interface Sentence {
  readonly docId: string;
  readonly date: string;
  readonly words: readonly string[];
}

const cut = (text: string, language: Language): readonly string[] =>
  language === 'en' ? tokenizeEnglish(text) : tokenizeChinese(text);
const isFiller = (word: string, language: Language): boolean =>
  punctuation.test(word) || (language === 'en' ? functionWords : functionWordsZh).has(word.toLowerCase());

function sentencesOf({ docId, text, date = '' }: ShownHit, language: Language): readonly Sentence[] {
  return text
    .split(/(?<=[.!?])\s+|(?<=[。！？])/u)
    .map((sentence) => ({ docId, date, words: cut(sentence.replace(datePhrase, ''), language) }))
    .filter(({ words }) => words.length > 0);
}

function longestRun(words: readonly string[], known: ReadonlySet<string>, language: Language): readonly string[] {
  let best: readonly string[] = [];
  let run: string[] = [];
  const close = (): void => {
    while (run.length > 0 && isFiller(run.at(-1) ?? '', language)) run.pop();
    if (run.length > best.length) best = run;
    run = [];
  };
  for (const word of words) {
    if (known.has(word.toLowerCase()) || punctuation.test(word)) close();
    else if (run.length > 0 || !isFiller(word, language)) run.push(word);
  }
  close();
  return best;
}

/** Least share of the question's words that a sentence must hold. */
const leastOverlap = 0.5;

/** The extractor's answer to a question, with the document it stands in; null where no sentence speaks of it. */
export function extractAnswer(question: string, hits: readonly ShownHit[], language: Language): Finding | null {
  const asked = cut(question, language).filter((word) => !isFiller(word, language));
  const known = new Set(asked.map((word) => word.toLowerCase()));
  if (known.size === 0) return null;
  const rated = hits
    .flatMap((hit) => sentencesOf(hit, language))
    .map((sentence) => {
      const held = new Set(sentence.words.map((word) => word.toLowerCase()));
      return { ...sentence, overlap: [...known].filter((word) => held.has(word)).length / known.size };
    })
    .map((sentence) => ({ ...sentence, answer: longestRun(sentence.words, known, language) }))
    .filter(({ overlap, answer }) => overlap >= leastOverlap && answer.length > 0);
  const [best] = rated.toSorted((a, b) => b.overlap - a.overlap || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  if (!best) return null;
  return { answer: best.answer.join(language === 'en' ? ' ' : ''), cited: [best.docId], by: 'extractor' };
}
