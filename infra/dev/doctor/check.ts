import { messageOf } from '../errors.ts';

/** One thing that was looked at. `detail` says what was found, `fix` what to do about it. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly fix?: string;
  /** Not well, but only some campaigns need it. */
  readonly optional?: true;
}

/** What `doctor` exits by: every check that is not optional is well. */
export const allWell = (checks: readonly Check[]): boolean =>
  checks.every(({ ok, optional }) => ok || optional === true);

/** No check takes longer than this, in ms. */
export const CHECK_TIMEOUT = 10_000;

/** The checks of `work`, or one that failed where it throws or takes too long. */
export const withinTime = async (
  name: string,
  work: () => Promise<readonly Check[]>,
  timeout: number = CHECK_TIMEOUT,
): Promise<readonly Check[]> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Check[]>((resolve) => {
    const detail = `no answer within ${timeout / 1000} s`;
    timer = setTimeout(() => resolve([{ name, ok: false, detail, fix: 'see whether the service is up' }]), timeout);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    return [{ name, ok: false, detail: messageOf(error) }];
  } finally {
    clearTimeout(timer);
  }
};
