// The generator, in a worker that can be stopped.

/** How long one call may take, in milliseconds. */
const PATIENCE = 60_000;

/** A call that was stopped: by the user, by the clock, or by a newer one. */
export class Stopped extends Error {}

export class Generator {
  #module; #source; #worker = null; #waiting = new Map(); #next = 0;

  /** Reads the generator. From then on the page connects to nothing, not even to where it came from. */
  static async load() {
    const generator = new Generator();
    const [module, glue, worker] = await Promise.all([
      WebAssembly.compileStreaming(fetch('specwright_playground_bg.wasm')),
      fetch('specwright_playground.js').then((response) => response.text()),
      fetch('worker.js').then((response) => response.text()),
    ]);
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "connect-src 'none'";
    document.head.append(policy);
    generator.#module = module;
    // A worker of a blob has the policy of the page; one of an address would have its own.
    generator.#source = URL.createObjectURL(new Blob([glue, '\n', worker], { type: 'text/javascript' }));
    return generator;
  }

  /** Calls a function of the generator. */
  call(name, ...input) {
    const worker = this.#worker ??= this.#start();
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => this.stop(`it took longer than ${PATIENCE / 1000} s`), PATIENCE);
      this.#waiting.set(id, { resolve, reject, clock });
      worker.postMessage({ id, call: name, input });
    });
  }

  /** Whether a call is under way. */
  get isBusy() {
    return this.#waiting.size > 0;
  }

  /** Ends all calls, whatever they do. The next one has a new worker. */
  stop(reason = 'stopped') {
    this.#end(new Stopped(reason));
  }

  #start() {
    const worker = new Worker(this.#source);
    worker.onmessage = ({ data: { id, output, error } }) => {
      const call = this.#waiting.get(id);
      if (error !== undefined) {
        this.#waiting.delete(id);
        clearTimeout(call?.clock);
        call?.reject(new Error(error));
        // Its memory may be in any state.
        if (/unreachable|stack|memory|recursion/i.test(error)) this.#end(new Stopped('the generator was started anew'));
        return;
      }
      this.#waiting.delete(id);
      clearTimeout(call?.clock);
      call?.resolve(output);
    };
    worker.onerror = (event) => this.#end(new Error(event.message));
    worker.postMessage({ module: this.#module });
    return worker;
  }

  #end(error) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject, clock } of this.#waiting.values()) {
      clearTimeout(clock);
      reject(error);
    }
    this.#waiting.clear();
  }
}
