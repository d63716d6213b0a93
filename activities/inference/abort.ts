import { setMaxListeners } from 'node:events';

const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when the signal aborts; returns the way to stop listening. A signal that serves hundreds of requests carries one
 * listener for all of them: an EventTarget searches its whole list at each change and warns above ten.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  let set = listeners.get(signal);
  if (set === undefined) {
    const created = new Set<() => void>();
    setMaxListeners(0, signal);
    signal.addEventListener('abort', () => created.forEach((call) => call()), { once: true });
    listeners.set(signal, (set = created));
  }
  const known = set;
  known.add(listener);
  return () => void known.delete(listener);
}
