import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { FetchError } from './fetch-error.ts';

/** Whether an address may be connected to. */
export type AllowAddress = (address: string) => boolean;

/** Every address of a host. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/**
 * Addresses of a URL's host, each of them checked. The connection is then made to these and to no others, so a name that resolves
 * otherwise a moment later gains nothing. A host that is an address itself is judged as it stands: no resolver is asked for it.
 * One address that is not allowed blocks the host. Throws FetchError.
 */
export async function checkedAddresses(
  url: URL,
  resolve: Resolve,
  allow: AllowAddress,
): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const kind = isIP(host);
  const found = kind === 0 ? await resolved(host, resolve) : [{ address: host, family: kind }];
  const blocked = found.find(({ address }) => !allow(address));
  if (blocked) throw new FetchError('blocked_address', `${host} is at ${blocked.address}, which is no public address`);
  const [first, ...more] = found;
  if (!first) throw new FetchError('unreachable', `${host} has no address`);
  return [first, ...more];
}

async function resolved(host: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw new FetchError('unreachable', `${host} cannot be resolved`, { cause: error });
  }
}
