'use strict';
// Loads CommonJS modules from packages that are on no disk, where neither a link, nor a folder above, nor another file
// of the name can take the place of one.
// https://nodejs.org/api/modules.html#all-together, https://nodejs.org/api/packages.html#exports
const path = require('node:path');
const vm = require('node:vm');
const { isBuiltin } = require('node:module');
const { posix } = path;

const CONDITIONS = ['node', 'require', 'default'];

class Modules {
  // `place` is the path that the packages seem to be at, and `replaced` holds the modules of Node's that are ours.
  constructor(packages, kept, place, replaced) {
    this.packages = packages;
    this.kept = kept;
    this.place = place;
    this.replaced = replaced;
    this.loaded = new Map();
    this.scripts = new Map();
    this.found = new Map();
    this.described = new Map();
  }

  require(folder, request) {
    const name = request.replace(/^node:/, '');
    if (Object.hasOwn(this.replaced, name)) return this.replaced[name];
    return isBuiltin(request) ? require(request) : this.load(this.resolve(folder, request));
  }

  load(file) {
    const known = this.loaded.get(file);
    if (known !== undefined) return known.exports;
    const filename = path.join(this.place, ...file.split('/'));
    const module = { id: filename, filename, exports: {}, loaded: false, children: [], paths: [] };
    // A module that it requires may require it in turn.
    this.loaded.set(file, module);
    try {
      this.run(file, module);
    } catch (error) {
      this.loaded.delete(file);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  run(file, module) {
    const source = this.packages.read(file).toString();
    if (file.endsWith('.json')) {
      module.exports = JSON.parse(source);
      return;
    }
    const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n})`;
    const script = new vm.Script(wrapped, { filename: module.filename, cachedData: this.kept.compiled(file) });
    this.scripts.set(file, script);
    const folder = posix.dirname(file);
    const require = (request) => this.require(folder, request);
    require.resolve = (request) => path.join(this.place, this.resolve(folder, request));
    const run = script.runInThisContext();
    Reflect.apply(run, module.exports, [module.exports, require, module, module.filename, path.dirname(module.filename)]);
  }

  resolve(folder, request) {
    const key = `${folder}\0${request}`;
    if (!this.found.has(key)) this.found.set(key, this.look(folder, request));
    const file = this.found.get(key);
    if (file === undefined) {
      throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
    }
    return file;
  }

  look(folder, request) {
    // '..' is a folder, though it does not end as one.
    if (/^\.\.?(\/|$)/.test(request)) return this.at(posix.join(folder, request.replace(/(^|\/)(\.\.?)$/, '$1$2/')));
    const [name, subpath] = split(request);
    for (const above of foldersAbove(folder)) {
      const place = posix.join(above, name);
      if (this.packages.has(`${place}/package.json`)) return this.inPackage(place, subpath);
    }
    return undefined;
  }

  inPackage(place, subpath) {
    const { exports } = this.description(place);
    if (exports === undefined) return this.at(posix.join(place, subpath));
    const target = targetOf(exportOf(exports, subpath));
    const file = target && posix.join(place, target);
    return file && this.packages.has(file) ? file : undefined;
  }

  description(place) {
    if (!this.described.has(place)) {
      this.described.set(place, JSON.parse(this.packages.read(`${place}/package.json`).toString()));
    }
    return this.described.get(place);
  }

  // Return the file that a path is, or the one that its folder stands for.
  at(name) {
    const place = name.replace(/\/$/, '');
    return (name === place ? this.withEnding(place) : undefined) ?? this.ofFolder(place);
  }

  ofFolder(place) {
    const main = this.packages.has(`${place}/package.json`) ? this.description(place).main : undefined;
    const named = main === undefined ? undefined : posix.join(place, main);
    return (named && (this.withEnding(named) ?? this.withEnding(`${named}/index`))) ?? this.withEnding(`${place}/index`);
  }

  withEnding(place) {
    return [place, `${place}.js`, `${place}.json`].find((file) => this.packages.has(file));
  }
}

// 'aws-cdk-lib/aws-rds' is './aws-rds' in 'aws-cdk-lib'; the name of a package may begin with a scope.
function split(request) {
  const parts = request.split('/');
  const name = parts.splice(0, request.startsWith('@') ? 2 : 1).join('/');
  return [name, ['.', ...parts].join('/')];
}

// The packages that a package brings along come before those beside it.
function* foldersAbove(folder) {
  const parts = folder.split('/').filter(Boolean);
  for (let count = parts.length; count > 0; count -= 1) {
    if (parts[count - 1] !== 'node_modules') yield [...parts.slice(0, count), 'node_modules'].join('/');
  }
  yield '';
}

function exportOf(exports, subpath) {
  const bySubpath = typeof exports === 'object' && Object.keys(exports).some((key) => key.startsWith('.'));
  if (!bySubpath) return subpath === '.' ? exports : undefined;
  return Object.hasOwn(exports, subpath) ? exports[subpath] : undefined;
}

function targetOf(value) {
  if (typeof value === 'string' || value === undefined || value === null) return value ?? undefined;
  const chosen = ([condition]) => Array.isArray(value) || CONDITIONS.includes(condition);
  const choices = Object.entries(value).filter(chosen).map(([, choice]) => choice);
  return choices.map(targetOf).find((target) => target !== undefined);
}

module.exports = { Modules };
