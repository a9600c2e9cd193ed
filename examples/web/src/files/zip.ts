/**
 * What the readers and writers of .xlsx take from fflate. Its asynchronous functions start Workers from blob: addresses, which
 * the page's policy forbids, and which would be of no use: the page unpacks in a Worker already. So they are synchronous here.
 */
import { type Unzipped, type UnzipOptions, unzipSync, type Zippable, type ZipOptions, zipSync } from "fflate/browser";

export { AsyncZipDeflate, strFromU8, strToU8, Unzip, unzipSync, Zip, ZipDeflate, zipSync } from "fflate/browser";

type Done<T> = (error: unknown, result: T) => void;

export function unzip(data: Uint8Array, options: UnzipOptions | Done<Unzipped>, done?: Done<Unzipped>): void {
  if (typeof options === "function") answer(() => unzipSync(data), options);
  else if (done) answer(() => unzipSync(data, options), done);
}

export function zip(data: Zippable, options: ZipOptions | Done<Uint8Array>, done?: Done<Uint8Array>): void {
  if (typeof options === "function") answer(() => zipSync(data), options);
  else if (done) answer(() => zipSync(data, options), done);
}

function answer<T>(make: () => T, done: Done<T>): void {
  let result: T;
  try {
    result = make();
  } catch (error) {
    done(error, undefined as T);
    return;
  }
  done(null, result);
}
