// How do several files become the one file that the server takes?

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8_NAMES = 0x0800;
const JANUARY_1980 = 33;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Pack files, unpressed, under the paths that they have in their folder. */
export async function packed(files: readonly File[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let place = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(file.webkitRelativePath || file.name);
    const content = new Uint8Array(await file.arrayBuffer());
    const sizes = [crc(content), content.length, content.length];
    const head = record([[LOCAL, 4], [20, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [JANUARY_1980, 2], ...four(sizes), [name.length, 2], [0, 2]]);
    directory.push(
      record([[CENTRAL, 4], [20, 2], [20, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [JANUARY_1980, 2], ...four(sizes), [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [place, 4]]),
      name,
    );
    parts.push(head, name, content);
    place += head.length + name.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record([[END, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [place, 4], [0, 2]]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

function four(values: number[]): [number, number][] {
  return values.map((value) => [value, 4]);
}

function record(fields: [number, number][]): Uint8Array<ArrayBuffer> {
  const made = new DataView(new ArrayBuffer(fields.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let place = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 2) made.setUint16(place, value, true);
    else made.setUint32(place, value, true);
    place += bytes;
  }
  return new Uint8Array(made.buffer);
}

function crc(content: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of content) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
