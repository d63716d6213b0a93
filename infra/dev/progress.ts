import { createLogUpdate } from 'log-update';

/** One step of a longer piece of work. `seconds` is set while a step goes on. */
export interface Progress {
  readonly subject: string;
  readonly message: string;
  readonly seconds?: number;
}

export type OnProgress = (progress: Progress) => void;

/** Seconds between two lines about one and the same step where the output is not a terminal. */
const LINE_INTERVAL = 10;

const format = ({ subject, message, seconds }: Progress): string =>
  seconds === undefined ? `${subject}: ${message}` : `${subject}: ${message} (${Math.round(seconds)} s)`;

/** Prints progress: on a terminal one line is kept up to date, elsewhere a line a step and one every 10 s. */
export const progressPrinter = (stream: NodeJS.WriteStream): { onProgress: OnProgress; done: () => void } => {
  const terminal = stream.isTTY ? createLogUpdate(stream) : undefined;
  const last = new Map<string, { message: string; seconds: number }>();
  const onProgress = (progress: Progress): void => {
    const { subject, message, seconds = 0 } = progress;
    const before = last.get(subject);
    const isNew = before?.message !== message;
    if (terminal !== undefined) {
      if (progress.seconds === undefined) terminal.persist(format(progress));
      else terminal(format(progress));
    } else if (isNew || seconds - before.seconds >= LINE_INTERVAL) {
      stream.write(`${format(progress)}\n`);
    } else return;
    last.set(subject, { message, seconds });
  };
  return { onProgress, done: () => terminal?.clear() };
};

/** Reports a step once a second until the work settles. */
export const withElapsed = async <T>(
  onProgress: OnProgress,
  step: { subject: string; message: string },
  work: Promise<T>,
): Promise<T> => {
  const started = performance.now();
  const report = (): void => onProgress({ ...step, seconds: (performance.now() - started) / 1000 });
  report();
  const timer = setInterval(report, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
};
