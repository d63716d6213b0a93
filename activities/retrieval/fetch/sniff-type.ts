import { sniffMediaType } from '../../artifacts/media-type.ts';

const html =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|h1|table|article|main|section)\b/iu;

/** Bytes that no text has: control characters but tabs, ends of lines, form feed and escape. */
const noText = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);

/** Looked at, in bytes. */
const looked = 2048;

/** Type of a body by its first bytes; what the server says of it counts for nothing. */
export function sniffType(body: Buffer): string {
  const image = sniffMediaType(body);
  if (image !== 'application/octet-stream') return image;
  const bytes = body.subarray(0, looked);
  const head = bytes.toString('latin1').replace(/^\xef\xbb\xbf/u, '');
  if (head.startsWith('%PDF-')) return 'application/pdf';
  if (head === '' || bytes.some(noText)) return image;
  return html.test(head) ? 'text/html' : 'text/plain';
}
