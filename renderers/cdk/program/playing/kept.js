'use strict';
// What a run keeps for the next one: the files it took from the CDK's packages, and what V8 made of them.
//
// The file lies beside this program, where only those may write who may write the program. V8 believes such code
// without a look at it, so nothing that lies anywhere else may take its place. The digest at its start is for accidents.
const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');

const DIGEST = 32;
const LENGTH = 4;
const OTHERS_MAY_WRITE = 0o022;
// Several times what is ever kept: a file that is larger was not written by us.
const MOST_BYTES = 256 * 1024 * 1024;

class Kept {
  // A path that is null keeps nothing.
  constructor(place) {
    this.place = place;
    this.index = { names: [], files: [], loaded: [] };
    this.content = null;
    if (place !== null) this.open();
    this.names = new Map(this.index.names);
    this.loaded = this.index.loaded;
    this.files = new Map(this.index.files.map(([file, ...extents]) => [file, extents]));
  }

  open() {
    const whole = contentOf(this.place);
    if (whole === null || whole.length < DIGEST + LENGTH) return;
    if (!digestOf(whole.subarray(DIGEST)).equals(whole.subarray(0, DIGEST))) return;
    const start = DIGEST + LENGTH + whole.readUInt32LE(DIGEST);
    this.index = JSON.parse(whole.toString('utf8', DIGEST + LENGTH, start));
    this.content = whole.subarray(start);
  }

  source(file) {
    const [start, end] = this.files.get(file) ?? [];
    return start === undefined ? undefined : this.content.subarray(start, end);
  }

  // Return what V8 made of a file, or undefined.
  compiled(file) {
    const [, start, end] = this.files.get(file) ?? [];
    return start === undefined || start === end ? undefined : this.content.subarray(start, end);
  }

  // Keep files, each as [path, source, what V8 made of it or null]; where that is not possible, the next run does
  // without.
  replace(names, loaded, files) {
    if (this.place === null) return;
    const parts = [];
    let length = 0;
    const extents = files.map(([file, source, compiled]) => {
      const start = length;
      parts.push(source, compiled ?? Buffer.alloc(0));
      length += source.length + (compiled?.length ?? 0);
      return [file, start, start + source.length, length];
    });
    const index = Buffer.from(JSON.stringify({ names, loaded, files: extents }));
    const size = Buffer.alloc(LENGTH);
    size.writeUInt32LE(index.length);
    const body = Buffer.concat([size, index, ...parts]);
    write(this.place, [digestOf(body), body]);
  }
}

function digestOf(data) {
  return createHash('sha256').update(data).digest();
}

// Return the content of a file that nobody but the owner of its folder may write, or null.
function contentOf(place) {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  let opened;
  try {
    opened = fs.openSync(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const about = fs.fstatSync(opened);
    return about.isFile() && about.size <= MOST_BYTES && isTrusted(about, place) ? fs.readFileSync(opened) : null;
  } catch {
    return null;
  } finally {
    if (opened !== undefined) fs.closeSync(opened);
  }
}

function isTrusted(file, place) {
  if (process.platform === 'win32') return true;
  return file.uid === fs.statSync(path.dirname(place)).uid && !(file.mode & OTHERS_MAY_WRITE);
}

function write(place, parts) {
  const beside = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}`);
  try {
    fs.rmSync(beside, { force: true, recursive: true });
    fs.writeFileSync(beside, Buffer.concat(parts), { flag: 'wx' });
    // Whatever the mask is, who runs an installation of somebody else may read this.
    fs.chmodSync(beside, 0o644);
    if (!fs.lstatSync(place, { throwIfNoEntry: false })?.isFile()) fs.rmSync(place, { force: true, recursive: true });
    fs.renameSync(beside, place);
  } catch {
    fs.rmSync(beside, { force: true, recursive: true });
  }
}

module.exports = { Kept };
