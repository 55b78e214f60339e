/** @file Files in the text of an address, and as the bytes that they are: three quarters as large, and outside the script's heap. */

export interface FileBytes {
  /** Such as `image/jpeg`. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const BASE64_URL = /^data:([^,;]*);base64,/u;

/** Undefined for an address that holds no file in base64. */
export function bytesOfDataUrl(url: string): FileBytes | undefined {
  const [head, type] = BASE64_URL.exec(url) ?? [];
  if (head === undefined || type === undefined) return undefined;
  try {
    return { type, bytes: Uint8Array.from(atob(url.slice(head.length)), (letter) => letter.charCodeAt(0)) };
  } catch {
    // No base64 after all.
    return undefined;
  }
}

export function dataUrlOf({ type, bytes }: FileBytes): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return `data:${type};base64,${btoa(letters)}`;
}
