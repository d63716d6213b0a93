import type { ArtifactStore, PutOutcome } from '../activities/artifacts/store.ts';
import { withinGrace } from '../activities/within-grace.ts';

type Put = (put: () => Promise<PutOutcome>) => Promise<PutOutcome>;

/**
 * A store whose puts go through `around` first: it may fail, hang, wait, or put and then lose the reply. As the real one, a
 * call that hangs ends with its signal.
 */
export function faultyStore(store: ArtifactStore, around: (key: string) => Put | undefined): ArtifactStore {
  return {
    ...store,
    async putOnce(key, body, contentType, options) {
      const put = (): Promise<PutOutcome> => store.putOnce(key, body, contentType, options);
      const fault = around(key);
      if (!fault) return put();
      return withinGrace(fault(put), options?.signal, 0);
    },
  };
}

export const failing =
  (error: Error): Put =>
  () =>
    Promise.reject(error);

export const hanging: Put = () => new Promise(() => undefined);

/** The put arrives, its reply does not: the client asks again and finds its own object. */
export const replyLost: Put = async (put) => {
  await put();
  return put();
};
