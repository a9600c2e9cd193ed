/** The encodings of office files: UTF-8, or GBK as Excel and WPS write it under Chinese Windows. */

/** The text of a file; nothing where it is in neither, rather than a text with holes. */
export function textOf(data: Uint8Array): string | null {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(data);
    } catch {
      // The next one.
    }
  }
  return null;
}
