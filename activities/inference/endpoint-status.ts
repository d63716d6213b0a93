import type { ReplicaStatus } from './replicas.ts';

export interface EndpointStatus {
  /** Name of the entry in the settings' `models`. */
  readonly name: string;
  readonly baseUrls: readonly ReplicaStatus[];
  /** Requests in flight at most, now. */
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Requests between two attempts. */
  readonly backingOff: number;
  readonly answered: number;
  readonly failedAttempts: number;
  /** Set while no request gets through: what is wrong, in words. */
  readonly waitingFor?: string;
}
