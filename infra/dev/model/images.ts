import { RequestError } from './errors.ts';

/** Largest picture taken, in bytes. */
const LARGEST_IMAGE = 32 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 30_000;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The bytes behind an image_url part: a base64 data URL, or an http(s) URL of this machine. Throws RequestError (400). */
export async function imageBytes(url: string, signal: AbortSignal): Promise<Buffer> {
  const data = /^data:image\/[\w.+-]+;base64,/.exec(url.slice(0, 100));
  if (data) return Buffer.from(url.slice(data[0].length), 'base64');
  if (!URL.canParse(url)) throw refused('image_url is neither a base64 data URL of an image nor an http URL.');
  const { protocol, hostname } = new URL(url);
  if (!/^https?:$/.test(protocol) || !LOOPBACK.has(hostname))
    throw refused('image_url may be a data URL or an http URL of this machine.');
  return download(url, signal);
}

async function download(url: string, signal: AbortSignal): Promise<Buffer> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_TIMEOUT_MS)]),
  }).catch(() => {
    throw refused('The image behind image_url could not be fetched.');
  });
  if (!response.ok) throw refused(`The image behind image_url answered ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    if (size > LARGEST_IMAGE) throw refused(`The image is larger than ${LARGEST_IMAGE} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function refused(message: string): RequestError {
  return new RequestError(400, 'invalid_image_url', message, 'messages');
}
