import { MmsynthError } from '../errors.ts';

export interface StoreAddress {
  readonly bucket: string;
  /** Without slashes at its ends; '' for the bucket's root. */
  readonly prefix: string;
}

const pattern = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

export const isStoreAddress = (value: string): boolean => pattern.test(value);

/** Reads `MMSYNTH_STORE=s3://bucket/prefix`. Throws `store_unreachable` where it is missing or malformed. */
export function parseStoreAddress(value: string | undefined): StoreAddress {
  const match = pattern.exec(value ?? '');
  if (!match?.[1]) {
    throw new MmsynthError(
      'store_unreachable',
      value === undefined
        ? 'no object store is configured: run `mmsynth up`, or set MMSYNTH_STORE=s3://bucket/prefix and the AWS_* variables.'
        : `MMSYNTH_STORE is '${value}', but must read s3://bucket/prefix with a bucket name of 3 to 63 lower-case letters.`,
    );
  }
  return { bucket: match[1], prefix: (match[2] ?? '').replace(/^\/+|\/+$/g, '') };
}

/**
 * Where the objects of a bucket lie, as the SDK has it: below the endpoint where one is given; else on AWS, by the bucket's own host but for
 * names with dots, which no certificate covers.
 */
export function bucketUrl(bucket: string, region: string, endpoint: string | undefined): string {
  if (endpoint) return `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  return bucket.includes('.') ? `https://${host}/${bucket}` : `https://${bucket}.${host}`;
}
