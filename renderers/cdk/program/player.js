'use strict';
// Plays recorded programs on the CDK's own JavaScript, and writes a cloud assembly.
//
//   node player.js NODE_MODULES
//
// Each line on standard input is a job as JSON, and each line on standard output the answer to one: {} after success,
// {"refused", "section", "fault"} with the CDK's message and the component it is about, or {"old"} with the version of
// a Node that the CDK does not run on.
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');
const { createInterface } = require('node:readline');

const place = path.resolve(process.argv[2]);
// Node knows what it has loaded by the real path.
const packages = fs.realpathSync(place);
const fromLibrary = createRequire(path.join(packages, 'player.js'));
// The files that earlier jobs loaded, in their order.
const LOADED = path.join(place, '..', 'loaded.json');

// Finding a module takes Node longer than finding a class in it.
function remembering(find) {
  const found = new Map();
  return (name) => {
    if (!found.has(name)) found.set(name, find(name));
    return found.get(name);
  };
}

const moduleAt = remembering(fromLibrary);

// 'aws_rds.DatabaseInstance' is in 'aws-cdk-lib/aws-rds'; a name without a module is in the core.
const classNamed = remembering((name) => {
  const parts = name.split('.');
  const module = /^[a-z]/.test(name) ? parts.shift() : 'core';
  const place = module === 'constructs' ? module : `aws-cdk-lib/${module.replaceAll('_', '-')}`;
  return parts.reduce((found, part) => found[part], moduleAt(place));
});

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
    const item = Array.isArray(items) ? items.at(index) : items[index];
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
    // The CDK gives its own refusals other names; these come of a file that is missing or cut short.
    const fault = ['TypeError', 'ReferenceError', 'SyntaxError'].includes(error.name) || error.code === 'MODULE_NOT_FOUND';
    return { refused: String(error.message ?? error), section, fault };
  }
}

function isOld() {
  return Number.parseInt(process.versions.node, 10) < 22;
}

function loadedBefore() {
  try {
    return JSON.parse(fs.readFileSync(LOADED, 'utf8')).filter((file) => typeof file === 'string');
  } catch {
    return [];
  }
}

// Whoever records the first job takes a while: until it is there, load what such jobs need, a file at a time.
function loadAhead(files) {
  const next = files.findIndex((file) => !(path.join(packages, file) in fromLibrary.cache));
  if (next < 0 || jobs > 0) return;
  try {
    fromLibrary(path.join(packages, files[next]));
  } catch {
    // What is wrong with the library is told when a job needs it.
    return;
  }
  setImmediate(loadAhead, files.slice(next + 1));
}

function remember(before) {
  // The validator loads much that nobody else needs.
  if (process.env.CDK_VALIDATION === 'true') return;
  const files = Object.keys(fromLibrary.cache).filter((file) => file.startsWith(packages));
  const known = new Set(before);
  const added = files.map((file) => path.relative(packages, file)).filter((file) => !known.has(file));
  if (added.length === 0) return;
  const beside = `${LOADED}.${process.pid}`;
  fs.writeFileSync(beside, JSON.stringify([...before, ...added]));
  fs.renameSync(beside, LOADED);
}

let jobs = 0;
// The CDK writes some stack traces into the assembly whatever its settings say; they would name files of this machine.
Error.stackTraceLimit = 0;
// Standard output is for answers; what the CDK prints goes elsewhere.
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const before = loadedBefore();
createInterface({ input: process.stdin }).on('line', (line) => {
  jobs += 1;
  say(`${JSON.stringify(answer(line))}\n`);
}).on('close', () => remember(before));
if (!isOld()) loadAhead(before);
