import { TestEnvironment } from 'jest-environment-node';

/** Tests that run ONNX Runtime: its native part makes arrays of Node's own realm, its JavaScript compares them with those of the test's. */
export default class OneRealm extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Float32Array, BigInt64Array });
  }
}
