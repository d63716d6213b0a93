import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

/** The main text of a page's body, paragraph by paragraph; undefined where it has none that can be told. */
export function readArticle(body: string): string | undefined {
  try {
    const { document } = parseHTML(`<html><head></head><body>${body}</body></html>`);
    const article = new Readability(document as never, { charThreshold: 100 }).parse();
    const paragraphs = article?.textContent?.split(/\n\s*/u).map((line) => line.replace(/\s+/gu, ' ').trim());
    const text = paragraphs?.filter((line) => line !== '').join('\n');
    return text === '' ? undefined : text;
  } catch (error) {
    // A page that the reader cannot take: it is recursive, and trusts the tree to have a body.
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}
