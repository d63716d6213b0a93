type Typed = Int32Array | Uint32Array | Float32Array | Float64Array;

/** A typed array that grows, for one value of each row. */
export interface Column<T extends Typed> {
  push(value: number): void;
  /** The values so far; a view that later pushes may leave behind. */
  values(): T;
}

export function column<T extends Typed>(make: (length: number) => T): Column<T> {
  let values = make(1024);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const wider = make(2 * length);
        wider.set(values);
        values = wider;
      }
      values[length++] = value;
    },
    values: () => values.subarray(0, length) as T,
  };
}
