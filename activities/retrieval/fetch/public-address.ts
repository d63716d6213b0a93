import ipaddr from 'ipaddr.js';

/** Public by its range, and yet the service of a cloud's host for its guests (Azure). */
const hostServices: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an address is one of the public internet: neither private, loopback, link-local (where metadata services live),
 * multicast, reserved nor a translation of IPv4 into IPv6. IPv4 addresses written as IPv6 are judged as what they are.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !hostServices.has(parsed.toString());
}
