import { createLogUpdate } from 'log-update';

/** Seconds between two lines where the output is not a terminal. */
const lineEveryMs = 10_000;

/** One line on stderr that is kept up to date on a terminal, and repeated now and then elsewhere. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): {
  readonly show: (text: string) => void;
  readonly done: () => void;
} {
  if (stream.isTTY) {
    const update = createLogUpdate(stream);
    return { show: (text) => update(text), done: () => update.clear() };
  }
  let last = Date.now();
  return {
    show(text) {
      if (Date.now() - last < lineEveryMs) return;
      last = Date.now();
      stream.write(`${text}\n`);
    },
    done: () => undefined,
  };
}
