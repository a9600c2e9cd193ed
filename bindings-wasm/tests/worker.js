import init, * as jinguo from "./jinguo/index.js";
import { compare } from "./ask.js";

// Nothing is awaited before a message can come.
self.onmessage = async ({ data: [questions, answers] }) => {
  await init();
  self.postMessage(compare(jinguo, questions, answers));
};
