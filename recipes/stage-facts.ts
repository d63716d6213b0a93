/** Small values of a stage that decisions rest on: accuracy, rows used, why it stopped. Kept in the manifest. */
export type StageFacts = Readonly<Record<string, number | string | boolean>>;
