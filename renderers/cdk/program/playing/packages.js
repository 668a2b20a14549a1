'use strict';
// The CDK's packages, as the installed wheels hold them.
//
// A file comes from what earlier runs kept of it, and where they kept nothing from the tarball in its wheel. Paths are
// those below a `node_modules` that is on no disk.
const { filesOf } = require('./tarball.js');

// One package: which files it has, and what is in them.
class Package {
  constructor(name, tarball, names) {
    this.name = name;
    this.tarball = tarball;
    this.known = names && new Set(names);
    this.unpacked = null;
  }

  get names() {
    this.known ??= new Set(this.files.keys());
    return this.known;
  }

  get files() {
    try {
      this.unpacked ??= filesOf(this.tarball);
    } catch (error) {
      throw new Broken(`${this.tarball}: cannot be read: ${error.message}`);
    }
    return this.unpacked;
  }
}

// A wheel that holds no packages.
class Broken extends Error {}

class Packages {
  // `tarballs` is the path of each package's tarball by the package's name.
  constructor(tarballs, kept) {
    this.kept = kept;
    this.sources = new Map();
    this.packages = Object.entries(tarballs).map(
      ([name, tarball]) => new Package(name, tarball, kept.names.get(name)),
    );
  }

  has(file) {
    const [owner, name] = this.ownerOf(file);
    return owner !== undefined && owner.names.has(name);
  }

  read(file) {
    if (!this.sources.has(file)) {
      const [owner, name] = this.ownerOf(file);
      this.sources.set(file, this.kept.source(file) ?? owner.files.get(name));
    }
    return this.sources.get(file);
  }

  // Return the files in a folder, however deep.
  within(folder) {
    const [owner, name] = this.ownerOf(`${folder}/`);
    const names = owner === undefined ? [] : [...owner.names].filter((file) => file.startsWith(name));
    return names.map((file) => `${owner.name}/${file}`);
  }

  ownerOf(file) {
    const owner = this.packages.find(({ name }) => file.startsWith(`${name}/`));
    return [owner, owner && file.slice(owner.name.length + 1)];
  }

  // Return the names of the files of each package that was looked into.
  names() {
    return this.packages.filter(({ known }) => known).map(({ name, known }) => [name, [...known]]);
  }
}

module.exports = { Broken, Packages };
