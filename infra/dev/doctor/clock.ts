import type { S3Client } from '@aws-sdk/client-s3';
import type { Check } from './check.ts';

/** S3 refuses signatures that are 15 minutes off; journals and reports should be far closer, in seconds. */
const TOLERANCE = 60;

export interface DateSample {
  /** The server's Date header, ms since 1970. */
  readonly server: number;
  /** This machine's clock when the answer came, ms since 1970. */
  readonly local: number;
}

/** Keeps the Date header of the client's last answer. */
export const watchDate = (client: S3Client): (() => DateSample | undefined) => {
  let sample: DateSample | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: Record<string, string> };
      const server = Date.parse(headers?.['date'] ?? '');
      if (!Number.isNaN(server)) sample = { server, local: Date.now() };
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'watchDate' },
  );
  return () => sample;
};

export const checkClock = (sample: DateSample | undefined): Check => {
  const name = 'clock';
  if (sample === undefined) return { name, ok: true, detail: 'the store tells no time; not checked' };
  const skew = Math.round((sample.local - sample.server) / 1000);
  const detail = `${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} the store`;
  return Math.abs(skew) <= TOLERANCE
    ? { name, ok: true, detail }
    : { name, ok: false, detail, fix: 'set this machine to network time (NTP)' };
};
