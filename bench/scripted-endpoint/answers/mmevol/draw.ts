/** Uniform in [0, 1) from a purpose; a function of the endpoint's seed and the subject. */
export type Draw = (purpose: string) => number;
