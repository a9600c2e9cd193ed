// The package on a plain page, without a bundler, and in a module Worker.
import init, * as jinguo from "./jinguo/index.js";
import { compare } from "./ask.js";

const read = async (name) => (await fetch(`answers/${name}.json`)).json();

window.run = {
  async page() {
    await init();
    return compare(jinguo, await read("questions"), await read("answers"));
  },
  async worker() {
    const worker = new Worker("worker.js", { type: "module" });
    const found = new Promise((done, failed) => {
      worker.onmessage = (message) => done(message.data);
      worker.onerror = (error) => failed(new Error(error.message));
    });
    worker.postMessage([await read("questions"), await read("answers")]);
    return found;
  },
};
