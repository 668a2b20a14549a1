'use strict';
// Reads the files out of an npm tarball.
const fs = require('node:fs');
const zlib = require('node:zlib');

const BLOCK = 512;
const MOST_AT_ONCE = 512 * 1024 * 1024;

// Return the content of each file by its path, without the folder that all of them are in. The form is that of POSIX:
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
function filesOf(tarball) {
  const data = unpacked(fs.readFileSync(tarball));
  const files = new Map();
  let longName = null;
  for (let start = 0; start + BLOCK <= data.length && data[start] !== 0; ) {
    const { name, size, type } = header(data.subarray(start, start + BLOCK));
    const content = data.subarray(start + BLOCK, start + BLOCK + size);
    if (type === '0' || type === '') files.set(withoutFolder(longName ?? name), content);
    longName = type === 'x' ? pathIn(content) : null;
    start += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

// The last four bytes say how much there is, which spares Node a copy (RFC 1952, section 2.3.1).
function unpacked(data) {
  const size = data.length < 4 ? 0 : data.readUInt32LE(data.length - 4);
  return zlib.gunzipSync(data, { chunkSize: Math.min(Math.max(size + 1, 64), MOST_AT_ONCE) });
}

function header(block) {
  const field = (start, length) => block.toString('utf8', start, start + length).split('\0', 1)[0];
  const prefix = field(345, 155);
  const name = field(0, 100);
  return { name: prefix ? `${prefix}/${name}` : name, size: Number.parseInt(field(124, 12), 8), type: field(156, 1) };
}

// A name that is too long for the header stands in a record of its own before it.
function pathIn(records) {
  return /^\d+ path=(.*)$/m.exec(records.toString())?.[1] ?? null;
}

function withoutFolder(name) {
  return name.slice(name.indexOf('/') + 1);
}

module.exports = { filesOf };
