import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { JournalWriter } from '../artifacts/journal-writer.ts';
import type { AllowanceMeter, AllowedRequest } from './allowance.ts';
import type { CallKey, CallPlace } from './call-key.ts';

/** What a service gave for a request, as the journal keeps it. */
export type Bought = Pick<
  JournalEntry,
  'model' | 'answer' | 'finishReason' | 'promptTokens' | 'completionTokens' | 'latencyMs' | 'attempts' | 'cost'
>;

/** To be called right before a request goes out; what it throws is to be thrown on. */
export type Admit = AllowedRequest['admit'];

export interface PurchasesOptions {
  readonly writer: JournalWriter;
  readonly worker: string;
  readonly run: string;
  readonly activity: string;
  readonly activityAttempt: number;
  readonly allowance: AllowanceMeter;
  readonly signal: AbortSignal;
  readonly onAnswer: (entry: JournalEntry) => void;
}

export interface Purchases {
  /** Asks a service and journals what it gave. */
  readonly buy: (key: CallKey, place: CallPlace, ask: (admit: Admit) => Promise<Bought>) => Promise<JournalEntry>;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

/**
 * Everything an attempt at a shard pays for. The buffered segment goes out at once when nothing of the shard is in flight any
 * more: no answer then waits for company that will not come.
 */
export function openPurchases({ writer, allowance, signal, onAnswer, ...by }: PurchasesOptions): Purchases {
  let inFlight = 0;
  const whenIdle: (() => void)[] = [];
  function settle(): void {
    if (inFlight > 0) return;
    writer.flush();
    for (const resolve of whenIdle.splice(0)) resolve();
  }
  return {
    async buy({ key, request }, place, ask) {
      inFlight += 1;
      const allowed = allowance.request();
      try {
        const bought = await allowed.whenAllowed(() => ask(allowed.admit), signal);
        const { item, call, sample, ask: number } = place;
        const entry: JournalEntry = {
          key,
          request,
          item,
          call,
          sample,
          ask: number,
          ...bought,
          at: new Date().toISOString(),
          worker: by.worker,
          run: by.run,
          activity: by.activity,
          activityAttempt: by.activityAttempt,
        };
        writer.append(entry);
        allowance.answered(entry);
        onAnswer(entry);
        return entry;
      } finally {
        allowed.close();
        inFlight -= 1;
        if (inFlight === 0) queueMicrotask(settle);
      }
    },
    idle: () => (inFlight === 0 ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve))),
  };
}
