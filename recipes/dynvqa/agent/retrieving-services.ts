import { ItemFailure } from '../../outcome.ts';
import type { Services } from '../../services.ts';

/** Services of a campaign whose options name a retriever. */
export type RetrievingServices = Services & Required<Pick<Services, 'retrieve'>>;

/** The services with their retriever. Throws ItemFailure `no_retriever` where the campaign has none. */
export function withRetriever(services: Services): RetrievingServices {
  if (!services.retrieve) throw new ItemFailure('no_retriever', 'the options name no retrieval');
  return { ...services, retrieve: services.retrieve.bind(services) };
}
