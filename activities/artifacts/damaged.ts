import { MmsynthError } from '../errors.ts';

/**
 * An object that is not what it was when it was written, or that is gone though another one names it. Asking again does not mend it.
 *
 * @param key as in the store
 * @param mend what to do, but for restoring a copy
 */
export const damaged = (key: string, fault: string, mend: string): MmsynthError =>
  new MmsynthError('artifact_damaged', `${key} ${fault}; restore it from a copy of the store, or ${mend}.`);
