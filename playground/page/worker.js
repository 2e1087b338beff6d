// The generator's own thread. What wasm-bindgen wrote stands before this text, and makes `wasm_bindgen`.
'use strict';
self.onmessage = ({ data: { module, id, call, input } }) => {
  try {
    if (module) {
      wasm_bindgen.initSync({ module });
      return;
    }
    self.postMessage({ id, output: wasm_bindgen[call](...input) });
  } catch (error) {
    // A panic, or a stack that is used up: the memory is not to be trusted any more.
    self.postMessage({ id, error: String(error?.message ?? error) });
  }
};
