/** A trainer that does not answer now: asking again may help. */
export class TrainerAway extends Error {
  override readonly name = 'TrainerAway';
  /** What to do where it stays away. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}
