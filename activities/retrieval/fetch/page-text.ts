import { readArticle } from './read-article.ts';
import type { PageText } from './page.ts';
import { readVisibleText } from './visible-text.ts';

/** Characters of a page that are read. */
const longestPage = 2_000_000;
/** Nesting, elements and characters that the article reader is given: it is recursive, and takes half a second for so many. */
const deepest = 200;
const mostElements = 3000;
const longestBody = 300_000;

/** Characters of an article below which it is taken for a fragment of the page. */
const shortArticle = 200;

/**
 * Text of a page. The whole is first read as a stream, which no nesting can harm; hidden text, scripts and forms fall there. A
 * page that is neither too deep nor too large is then reduced to its article, where it has one.
 */
export function pageText(html: string): PageText {
  const { cleaned, text, depth, elements, ...about } = readVisibleText(html.slice(0, longestPage));
  const readable = depth <= deepest && elements <= mostElements && cleaned.length <= longestBody;
  const article = readable ? readArticle(cleaned) : undefined;
  return {
    ...about,
    text: article !== undefined && article.length >= Math.min(shortArticle, text.length) ? article : text,
  };
}
