import { FetchError } from './fetch-error.ts';

/** Reads a URL, relative to another one where it may be. Throws FetchError for what is neither http nor https. */
export function webUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new FetchError('bad_url', `'${text.slice(0, 200)}' is not a URL`);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchError('bad_url', `${url.protocol} is neither http nor https`);
  if (url.username !== '' || url.password !== '') throw new FetchError('bad_url', 'the URL holds a user name');
  return url;
}
