import { lookup } from 'node:dns/promises';
import { checkedAddresses } from '../fetch/checked-addresses.ts';
import { FetchError } from '../fetch/fetch-error.ts';
import { isPublicAddress } from '../fetch/public-address.ts';

/** Whether a service on the internet can fetch an address. */
export type Reachable = (url: string) => Promise<boolean>;

/** An address of a store within one's own network cannot be fetched from outside. */
export const isReachable: Reachable = async (url) => {
  try {
    await checkedAddresses(new URL(url), (host) => lookup(host, { all: true }), isPublicAddress);
    return true;
  } catch (error) {
    if (error instanceof FetchError) return false;
    throw error;
  }
};
