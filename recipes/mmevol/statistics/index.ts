export {
  addReject,
  addRow,
  emptySums,
  mergeSums,
  type CountedReject,
  type CountedRow,
  type Sums,
} from './accumulate.ts';
export { finishSums, type RoundStatistics } from './finish.ts';
