/** Where a page may state its character set itself. */
const looked = 1024;
const inMeta = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/iu;
const inHeader = /charset\s*=\s*["']?\s*([\w-]+)/iu;

/** Text of a body by the character set that the server, else the page, states; UTF-8 where neither does or it is unknown. */
export function decodeText(body: Buffer, contentType: string): string {
  const stated = inHeader.exec(contentType)?.[1] ?? inMeta.exec(body.toString('latin1', 0, looked))?.[1];
  return decoder(stated).decode(body);
}

function decoder(label: string | undefined): TextDecoder {
  try {
    return new TextDecoder(label ?? 'utf-8');
  } catch {
    return new TextDecoder('utf-8');
  }
}
