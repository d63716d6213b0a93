import { parse } from 'yaml';
import { MmsynthError } from '../../errors.ts';
import { sourceDocument, type SourceDocument } from './source-document.ts';

const frontMatter = /^---\r?\n(?<yaml>[\s\S]*?)\r?\n---(?:\r?\n|$)/u;
const firstHeading = /^#[ \t]+(?<title>.+?)[ \t#]*$/mu;

/**
 * A Markdown file as a document: fields from the front matter (`title`, `url`, `publishedAt` or `date`), the title else from the
 * first heading. Throws `corpus_invalid`.
 */
export function readMarkdown(text: string, name: string): SourceDocument {
  const head = frontMatter.exec(text);
  const body = head ? text.slice(head[0].length) : text;
  const { title, url, publishedAt, date, ...rest } = fields(head?.groups?.['yaml'], name);
  const read = sourceDocument.safeParse({
    title: title ?? firstHeading.exec(body)?.groups?.['title'] ?? name,
    text: plainText(body),
    url,
    publishedAt: publishedAt ?? date,
    ...picked(rest),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new MmsynthError(
    'corpus_invalid',
    `${name}: ${issue?.path.join('.')}: ${issue?.message}; correct the front matter.`,
  );
}

/** Other fields of a document; what else a front matter holds is the author's business. */
const picked = ({ id, image, caption, entity, benchmark }: Fields): Fields => ({
  id,
  image,
  caption,
  entity,
  benchmark,
});

type Fields = Readonly<Record<string, unknown>>;

function fields(yaml: string | undefined, name: string): Fields {
  if (yaml === undefined) return {};
  try {
    const value: unknown = parse(yaml);
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch (error) {
    throw new MmsynthError(
      'corpus_invalid',
      `${name}: the front matter is not YAML (${String(error).split('\n')[0]}); correct it.`,
    );
  }
}

/** Text without pictures, addresses of links, marks of headings, lists and emphasis. */
function plainText(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/gu, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+/gmu, '')
    .replace(/(\*\*|__|`)/gu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
