/** A trainer that does not answer now: asking again may help. */
export class TrainerAway extends Error {
  override readonly name = 'TrainerAway';
}
