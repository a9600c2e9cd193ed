/** The encodings of office files: UTF-8, or GBK as Excel and WPS write it under Chinese Windows. */

/** Which encoding the bytes are in. */
export function encodingOf(data: Uint8Array): "utf-8" | "gb18030" {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(data);
    return "utf-8";
  } catch {
    try {
      new TextDecoder("gb18030", { fatal: true }).decode(data);
      return "gb18030";
    } catch {
      // Neither: the library says where the first wrong byte stands.
      return "utf-8";
    }
  }
}

/** The text of a file. */
export function textOf(data: Uint8Array): string {
  return new TextDecoder(encodingOf(data)).decode(data);
}
