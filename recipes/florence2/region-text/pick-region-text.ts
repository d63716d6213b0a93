/** A text that may describe a region: its category, the picture's brief text, a noun chunk of it; with its similarity to the crop. */
export interface RegionTextCandidate {
  readonly text: string;
  readonly similarity: number;
}

/** The text closest to the crop by a model's similarity (paper, section 4.2); of equal ones the first. Undefined without candidates. */
export function pickRegionText(candidates: readonly RegionTextCandidate[]): string | undefined {
  return candidates.reduce<RegionTextCandidate | undefined>(
    (best, candidate) => (best === undefined || candidate.similarity > best.similarity ? candidate : best),
    undefined,
  )?.text;
}
