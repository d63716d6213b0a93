import type { Language } from '../../../recipes/language.ts';
import type { RetrievalSettings } from '../../../recipes/retrieval.ts';

export type LiveProvider = Exclude<RetrievalSettings['provider'], 'embedded'>;

/** A search as a service is asked for it. */
export type LiveQuery = {
  readonly language: Language;
  readonly topK: number;
  /** Nothing published after this day, `2026-03-01`. */
  readonly until: string | undefined;
} & (
  | { readonly tool: 'search_text' | 'search_images'; readonly query: string }
  /** Address at which the service can fetch the picture. */
  | { readonly tool: 'search_by_image'; readonly imageUrl: string }
);

export interface LiveRequest {
  readonly method: 'GET' | 'POST';
  /** Below the base URL. */
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A hit as a service gives it. */
export interface LiveHit {
  readonly title: string;
  readonly snippet: string;
  readonly url?: string | undefined;
  /** As the service writes it. */
  readonly date?: string | undefined;
  /** Addresses of the picture, the best first. */
  readonly images?: readonly string[];
}

/** A search service: how a query becomes a request, and its answer hits. Pure. */
export interface LiveService {
  /** @default none: the settings must give one */
  readonly baseUrl?: string;
  /** Variable with the key, where the service needs one. */
  readonly apiKeyEnv?: string;
  readonly byImage: boolean;
  /** Tools for which the service itself leaves out what is too new. */
  readonly datesOf: readonly LiveQuery['tool'][];
  request(query: LiveQuery, key: string): LiveRequest;
  /** Throws ZodError where the answer has another form. */
  read(tool: LiveQuery['tool'], answer: unknown): readonly LiveHit[];
}

/** A service's base URL with the path of a request and its parameters. */
export function requestUrl(baseUrl: string, { path, parameters = {} }: LiveRequest): URL {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/u, '')}${path}`;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}
