/// <reference lib="esnext.disposable" preserve="true" />

import { WRONG_HANDLE, misuse } from "./error.js";

/** What the module holds for an object of JavaScript. */
interface Held {
  free(): void;
}

/** An object whose memory lies in the module: free it, or declare it with `using`. */
export abstract class Handle<T extends Held> {
  #held: T | undefined;

  /** Made by the package. */
  protected constructor(held: T) {
    this.#held = held;
  }

  /** @internal */
  get held(): T {
    if (this.#held === undefined) {
      const name = this.constructor.name;
      throw misuse(WRONG_HANDLE, "", name, `应为没有释放的 ${name}`, `a ${name} that was not freed`);
    }
    return this.#held;
  }

  /** @internal The held part, which the caller gives to a function that frees it. */
  protected release(): T {
    const held = this.held;
    this.#held = undefined;
    return held;
  }

  /** Gives the memory back. A second call does nothing. */
  free(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.free();
  }

  /** The same as `free`, for `using`. */
  declare [Symbol.dispose]: () => void;
}

// Browsers before Chromium 134 have no `Symbol.dispose`; nothing can ask for it there.
if (typeof Symbol.dispose === "symbol") {
  Handle.prototype[Symbol.dispose] = function (this: Handle<Held>) {
    this.free();
  };
}

/** The held part of an argument that must be an object of a class. */
export function held<T extends Held>(
  value: Handle<T>,
  kind: { readonly name: string; readonly prototype: Handle<T> },
  parameter: string,
): T {
  if (!Object.prototype.isPrototypeOf.call(kind.prototype, value)) {
    throw misuse(WRONG_HANDLE, parameter, typeof value, `应为 ${kind.name}`, `a ${kind.name}`);
  }
  return value.held;
}
