'use strict';
// Plays recorded programs on the CDK's own JavaScript, and writes a cloud assembly.
//
//   node player.js '{"tarballs": {PACKAGE: TARBALL}, "kept": FILE, "folder": FOLDER}'
//
// KEPT is what earlier runs kept of the packages, or null, and FOLDER one of this run alone.
//
// Each line on standard input is a job as JSON, and each line on standard output the answer to one: {} after success,
// {"refused", "section"} with the CDK's message and the component it is about, {"broken"} with what is wrong with a
// tarball, or {"old"} with the version of a Node that the CDK does not run on.
const os = require('node:os');
const path = require('node:path');
const { createInterface } = require('node:readline');
const { fileSystem } = require('./file_system.js');
const { Kept } = require('./kept.js');
const { Modules } = require('./modules.js');
const { Broken, Packages } = require('./packages.js');

const { tarballs, kept: keptAt, folder } = JSON.parse(process.argv[2]);
const kept = new Kept(keptAt);
const packages = new Packages(tarballs, kept);
// Nothing is there: messages name it, and the CDK asks for files below it.
const place = path.join(__dirname, 'node_modules');
// The CDK keeps the digests of files in the home: a forged one would deploy other code than there is. What it puts into
// the folder of temporary files, it leaves there.
const system = Object.defineProperties({}, Object.getOwnPropertyDescriptors(os));
system.homedir = system.tmpdir = () => folder;
const modules = new Modules(packages, kept, place, { fs: fileSystem(packages, place, folder), os: system });

// Finding a module takes Node longer than finding a class in it.
function remembering(find) {
  const found = new Map();
  return (name) => {
    if (!found.has(name)) found.set(name, find(name));
    return found.get(name);
  };
}

const moduleAt = remembering((name) => modules.require('', name));

// 'aws_rds.DatabaseInstance' is in 'aws-cdk-lib/aws-rds'; a name without a module is in the core.
const classNamed = remembering((name) => {
  const parts = name.split('.');
  const module = /^[a-z]/.test(name) ? parts.shift() : 'core';
  const place = module === 'constructs' ? module : `aws-cdk-lib/${module.replaceAll('_', '-')}`;
  return parts.reduce((found, part) => found[part], moduleAt(place));
});

// What an object inherits, such as 'constructor', is no item of it.
function own(items, key) {
  return Object.hasOwn(items, key) ? items[key] : undefined;
}

// The name and title of the component whose statements are being played.
let section = null;

// One method for each kind of node; what comes after the kind are its arguments.
class Player {
  constructor(stack, assets) {
    this.results = new Map([[0, stack]]);
    this.assets = assets;
  }

  play(statements) {
    for (const [kind, first, second] of statements) {
      if (kind === 'section') section = [first, second];
      else this.results.set(first, this.value(second));
    }
  }

  value(node) {
    return Array.isArray(node) ? this[node[0]](...node.slice(1)) : node;
  }

  // The CDK leaves out some values; JavaScript would only say 'Cannot read properties of undefined'.
  existing(node, use) {
    const value = this.value(node);
    if (value === undefined || value === null) throw new Error(`there is nothing to ${use}`);
    return value;
  }

  passed(args, fields) {
    const values = args.map((node) => (node === null ? undefined : this.value(node)));
    return fields === null ? values : [...values, this.struct(fields)];
  }

  array(items) {
    return items.map((item) => this.value(item));
  }

  struct(fields) {
    return Object.fromEntries(fields.map(([key, node]) => [key, this.value(node)]));
  }

  map(items) {
    return this.struct(items);
  }

  member(type, name) {
    return classNamed(type)[name];
  }

  reference(variable) {
    return this.results.get(variable);
  }

  asset(name) {
    if (!Object.hasOwn(this.assets, name)) throw new Error(`nobody says where the asset '${name}' is`);
    return this.assets[name];
  }

  attribute(target, name) {
    return this.existing(target, `take '${name}' of`)[name];
  }

  item(target, index) {
    const items = this.existing(target, `take item '${index}' of`);
    const item = Array.isArray(items) ? items.at(index) : own(items, index);
    if (item === undefined) throw new Error(`there is no item '${index}'`);
    return item;
  }

  text(parts) {
    return parts.map((part) => this.existing(part, 'put into a text')).join('');
  }

  new(type, args, fields) {
    return new (classNamed(type))(...this.passed(args, fields));
  }

  static(type, name, args, fields) {
    return classNamed(type)[name](...this.passed(args, fields));
  }

  call(target, name, args, fields) {
    return this.existing(target, `call '${name}' of`)[name](...this.passed(args, fields));
  }
}

function play(job) {
  const [App, Stack, Construct] = ['App', 'Stack', 'constructs.Construct'].map(classNamed);
  const context = {
    'aws:cdk:disable-stack-trace': true,
    'aws:cdk:disable-creation-stack-traces': true,
    '@aws-cdk/core:validateAgainstDefaultRules': job.validate,
  };
  const app = new App({ outdir: job.outdir, context, analyticsReporting: false, treeMetadata: false });
  const architecture = new Construct(app, 'Architecture');
  for (const [key, value] of Object.entries(job.context)) architecture.node.setContext(key, value);
  for (const { id, props, statements } of job.stacks) {
    section = null;
    const stack = new Stack(architecture, id, { ...props, analyticsReporting: false });
    new Player(stack, job.assets).play(statements);
  }
  section = null;
  app.synth();
}

function answer(line) {
  if (isOld()) return { old: process.versions.node };
  try {
    play(JSON.parse(line));
    return {};
  } catch (error) {
    if (error instanceof Broken) return { broken: error.message };
    return { refused: String(error.message ?? error), section };
  }
}

function isOld() {
  return Number.parseInt(process.versions.node, 10) < 22;
}

// Whoever records the first job takes a while: until it is there, load what such jobs need, a file at a time.
function loadAhead(files) {
  const next = files.findIndex((file) => !modules.loaded.has(file));
  if (next < 0 || jobs > 0) return;
  try {
    modules.load(files[next]);
  } catch {
    // What is wrong with the library is told when a job needs it.
    return;
  }
  setImmediate(loadAhead, files.slice(next + 1));
}

// Keep what was loaded, where some of it was not kept before, or is of no use to this Node.
function remember() {
  const taken = [...packages.sources.keys()];
  const isNew = (file) => {
    const script = modules.scripts.get(file);
    return !kept.files.has(file) || (script !== undefined && (!kept.compiled(file) || script.cachedDataRejected));
  };
  if (!taken.some(isNew)) return;
  const files = new Set([...kept.files.keys(), ...taken]);
  kept.replace(
    packages.names(),
    [...new Set([...kept.loaded, ...modules.loaded.keys()])],
    [...files].map((file) => [
      file,
      packages.read(file),
      modules.scripts.get(file)?.createCachedData() ?? kept.compiled(file) ?? null,
    ]),
  );
}

let jobs = 0;
// The CDK writes some stack traces into the assembly whatever its settings say; they would name files of this machine.
Error.stackTraceLimit = 0;
// Standard output is for answers; what the CDK prints goes elsewhere.
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
createInterface({ input: process.stdin }).on('line', (line) => {
  jobs += 1;
  say(`${JSON.stringify(answer(line))}\n`);
}).on('close', remember);
if (!isOld()) loadAhead(kept.loaded);
