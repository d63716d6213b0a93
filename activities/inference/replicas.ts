import type { InferenceError } from './errors.ts';
import { affinityScore } from './admission/affinity-score.ts';

/** A request's hold on one base URL. */
export interface Lease {
  readonly url: string;
  /** The one request that finds out whether a base URL is back. */
  readonly probe: boolean;
}
export interface ReplicaStatus {
  readonly url: string;
  readonly state: 'up' | 'out' | 'probing';
  readonly inFlight: number;
  /** Why it is out. */
  readonly failure?: string;
}

/** The base URLs behind one endpoint name, with their health. */
export interface Replicas {
  /** The least busy base URL, undefined while all are out. */
  claim(affinity: string | undefined): Lease | undefined;
  /** Ends a lease; `error` undefined means an answer came, `null` that the caller gave up. */
  settle(lease: Lease, error: InferenceError | null | undefined): void;
  /** Notes that a base URL was seen to answer outside of any lease. */
  alive(url: string): void;
  configure(urls: readonly string[]): void;
  status(): readonly ReplicaStatus[];
  close(): void;
}

interface Replica {
  readonly url: string;
  inFlight: number;
  failuresInARow: number;
  /** Times it went out since it last answered. */
  outages: number;
  out: { until: number; reason: string; timer: NodeJS.Timeout } | undefined;
  probing: boolean;
}

/** Failures in a row that put a base URL out. Five of 4 % random failures are one in ten million. */
const failuresToOut = 5;
/** First time out and longest, in ms; doubles each time in between. */
const outFirst = 250;
const outLongest = 15_000;
/** Requests by which a base URL may exceed the least busy one for the sake of affinity. */
const affinitySlack = 4;

/** @param onChange called when a base URL may have become available */
export function createReplicas(urls: readonly string[], onChange: () => void): Replicas {
  let replicas = [...new Set(urls)].map(newReplica);
  const leases = new Map<Lease, Replica>();

  function goOut(replica: Replica, reason: string): void {
    clearTimeout(replica.out?.timer);
    const ms = Math.min(outLongest, outFirst * 2 ** Math.min(replica.outages, 16));
    replica.outages += 1;
    replica.out = { until: performance.now() + ms, reason, timer: setTimeout(onChange, ms + 1) };
  }

  function comeBack(replica: Replica): void {
    replica.failuresInARow = 0;
    replica.outages = 0;
    if (replica.out === undefined) return;
    clearTimeout(replica.out.timer);
    replica.out = undefined;
    onChange();
  }

  function lease(replica: Replica, probe: boolean): Lease {
    const taken: Lease = { url: replica.url, probe };
    replica.inFlight += 1;
    replica.probing ||= probe;
    leases.set(taken, replica);
    return taken;
  }

  return {
    claim(affinity) {
      const now = performance.now();
      const due = replicas.find(({ out, probing }) => out !== undefined && !probing && out.until <= now);
      if (due !== undefined) return lease(due, true);
      const up = replicas.filter(({ out }) => out === undefined);
      if (up.length < 2) return up[0] && lease(up[0], false);
      const least = Math.min(...up.map(({ inFlight }) => inFlight));
      const near = affinity === undefined ? 0 : affinitySlack;
      const choice = up.filter(({ inFlight }) => inFlight <= least + near);
      const score = ({ url }: Replica): number =>
        affinity === undefined ? Math.random() : affinityScore(url, affinity);
      return lease(
        choice.reduce((best, other) => (score(other) > score(best) ? other : best)),
        false,
      );
    },
    settle(taken, error) {
      const replica = leases.get(taken);
      if (replica === undefined) return;
      leases.delete(taken);
      replica.inFlight -= 1;
      if (taken.probe) replica.probing = false;
      if (!replicas.includes(replica)) return;
      if (error === null) return taken.probe ? onChange() : undefined;
      if (error?.code !== 'transient') return comeBack(replica);
      replica.failuresInARow += 1;
      if (taken.probe || (replica.out === undefined && replica.failuresInARow >= failuresToOut)) {
        goOut(replica, error.message);
      }
    },
    alive(url) {
      const replica = replicas.find((known) => known.url === url);
      if (replica !== undefined) comeBack(replica);
    },
    configure(wanted) {
      const known = new Map(replicas.map((replica) => [replica.url, replica]));
      for (const { url, out } of replicas) if (!wanted.includes(url)) clearTimeout(out?.timer);
      replicas = [...new Set(wanted)].map((url) => known.get(url) ?? newReplica(url));
      onChange();
    },
    status: () =>
      replicas.map(({ url, inFlight, out, probing }) => ({
        url,
        inFlight,
        state: out === undefined ? 'up' : probing ? 'probing' : 'out',
        ...(out !== undefined && { failure: out.reason }),
      })),
    close() {
      for (const { out } of replicas) clearTimeout(out?.timer);
      replicas = [];
    },
  };
}

function newReplica(url: string): Replica {
  return { url, inFlight: 0, failuresInARow: 0, outages: 0, out: undefined, probing: false };
}
