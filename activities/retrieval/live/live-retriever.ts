import { ZodError } from 'zod';
import { ItemFailure } from '../../../recipes/outcome.ts';
import type { Retrieval, RetrievalQuery, RetrievalSettings } from '../../../recipes/retrieval.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { imageKey, searchAnswerKey } from '../../artifacts/keys.ts';
import { createTransport } from '../../inference/wire/transport.ts';
import { earliest } from '../earliest-day.ts';
import type { Retriever } from '../retriever.ts';
import { calledService } from './call-service.ts';
import { isReachable, type Reachable } from './is-reachable.ts';
import { liveHits } from './live-hits.ts';
import { requestUrl, type LiveHit, type LiveProvider, type LiveQuery, type LiveService } from './provider.ts';
import { serviceAccess } from './service-access.ts';
import { liveServices } from './services.ts';
import type { WebAccess } from './web-access.ts';

export interface LiveDependencies extends WebAccess {
  readonly environment: NodeJS.ProcessEnv;
  /** Whether a service can fetch what lies at an address of the store. @default it is a public one */
  readonly reachable?: Reachable;
}

/** Time for one request to a service, in milliseconds. */
const timeoutMs = 30_000;

/** Searches by a service of the web. Its raw answer is kept in the store, and so are the pictures it finds. */
export function liveRetriever(
  settings: Extract<RetrievalSettings, { provider: LiveProvider }>,
  deps: LiveDependencies,
): Retriever {
  const { store, now, environment, reachable = isReachable } = deps;
  const service = liveServices[settings.provider];
  const transport = createTransport();
  const { baseUrl, key, redact } = serviceAccess(settings, service, environment);
  const { call, waitingFor } = calledService(`search by ${settings.provider}`, transport, redact);

  async function ask(query: LiveQuery, signal: AbortSignal): Promise<{ raw: string; found: readonly LiveHit[] }> {
    const request = service.request(query, key());
    const body = request.body === undefined ? [] : [JSON.stringify(request.body)];
    const headers = {
      accept: 'application/json',
      ...(body.length > 0 ? { 'content-type': 'application/json' } : {}),
      ...request.headers,
    };
    const url = requestUrl(baseUrl, request);
    const answer = await call({ method: request.method, url, headers, body, timeoutMs }, signal);
    const raw = sha256(answer);
    await store.putOnce(searchAnswerKey(raw), answer, 'application/json', { signal });
    return { raw, found: readAnswer(service, query.tool, answer, settings.provider) };
  }

  /** The query as the service can be asked it; undefined where it cannot. */
  async function toLive(query: RetrievalQuery, until: string | undefined): Promise<LiveQuery | undefined> {
    const { language, topK } = query;
    if (query.tool !== 'search_by_image') return { tool: query.tool, query: query.query, language, topK, until };
    if (!service.byImage) return undefined;
    const imageUrl = await store.presign(imageKey(query.image));
    return (await reachable(imageUrl)) ? { tool: query.tool, imageUrl, language, topK, until } : undefined;
  }

  async function search(query: RetrievalQuery, signal: AbortSignal): Promise<Retrieval> {
    const until = earliest(settings.asOf, query.asOf);
    const asked = await toLive(query, until);
    if (!asked) return { hits: [], degraded: true, snapshot: now().toISOString() };
    const { raw, found } = await ask(asked, signal);
    const snapshot = now().toISOString();
    const limits = { topK: query.topK, until, pages: settings.pages ?? 0 };
    return {
      hits: await liveHits(found, query, limits, deps, signal),
      degraded: until !== undefined && !service.datesOf.includes(query.tool),
      snapshot,
      raw,
    };
  }

  return { search, waitingFor, close: transport.close };
}

function readAnswer(
  service: LiveService,
  tool: LiveQuery['tool'],
  answer: Buffer,
  provider: string,
): readonly LiveHit[] {
  try {
    return service.read(tool, JSON.parse(answer.toString('utf8')));
  } catch (error) {
    if (!(error instanceof ZodError || error instanceof SyntaxError)) throw error;
    throw new ItemFailure('retrieval_error', `${provider} answers in another form`, { why: 'unknown_form' });
  }
}
