import { chineseSegmenter } from '../../chinese-segmenter.ts';
import { splitWords } from './python-text.ts';

/** Text that jieba 0.42.1 segments; everything between is one token a character. */
const segmented = /([\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+)/u;
const plain = /^[a-zA-Z0-9+#&._%-]+$/u;
/** All words of jieba's dictionary that hold no Chinese character. */
const dictionaryWord = /(AT&T|[Cc]#|[Cc]\+\+)/u;
const numberOrWord = /([a-zA-Z0-9]+(?:\.\d+)?%?)/u;

/** Cuts text without Chinese characters as jieba 0.42.1 does: words and numbers apart from what stands between. */
function cutPlain(text: string): readonly string[] {
  return text
    .split(dictionaryWord)
    .flatMap((part, index) => (index % 2 === 1 ? [part] : part.split(numberOrWord)))
    .filter((part) => part !== '');
}

function cutBlock(block: string): readonly string[] {
  const tokens: string[] = [];
  let run = '';
  for (const token of chineseSegmenter().cut(block, true)) {
    if (plain.test(token)) {
      run += token;
      continue;
    }
    tokens.push(...cutPlain(run), token);
    run = '';
  }
  return [...tokens, ...cutPlain(run)];
}

/**
 * Chinese tokens as jieba 0.42.1's default cut (HMM on) gives them, split again at white space. The native segmenter cuts what
 * is not Chinese by another rule ("mistral-7b" to "mistral-7", "b"), so those runs are cut here.
 */
export function tokenizeChinese(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const [index, block] of text.split(segmented).entries()) {
    tokens.push(...(index % 2 === 0 ? block : cutBlock(block)));
  }
  return splitWords(tokens.join(' '));
}
