'use strict';
// Node's `fs` for the CDK: whatever it asks for of its own packages is first put into a folder of this run.
const fs = require('node:fs');
const path = require('node:path');

const TWO_PATHS = /^(copyFile|cp|link|rename|symlink)(Sync)?$/;

// `place` is the path that the packages seem to be at, and `folder` where their files are put when asked for.
function fileSystem(packages, place, folder) {
  const put = new Set();

  function write(file) {
    if (put.has(file)) return;
    put.add(file);
    const target = path.join(folder, ...file.split('/'));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, packages.read(file));
  }

  function real(argument) {
    if (typeof argument !== 'string' || !argument.startsWith(place + path.sep)) return argument;
    const file = path.relative(place, argument).split(path.sep).join('/');
    if (file.startsWith('../')) return argument;
    for (const found of packages.has(file) ? [file] : packages.within(file)) write(found);
    return path.join(folder, file);
  }

  function redirected(name, call) {
    const paths = TWO_PATHS.test(name) ? 2 : 1;
    const other = function (...given) {
      return Reflect.apply(call, this, [...given.slice(0, paths).map(real), ...given.slice(paths)]);
    };
    return Object.defineProperties(other, Object.getOwnPropertyDescriptors(call));
  }

  const own = Object.getOwnPropertyDescriptors(fs);
  for (const [name, is] of Object.entries(own)) {
    // What begins with a capital is a class.
    if (typeof is.value === 'function' && /^[a-z]/.test(name)) is.value = redirected(name, is.value);
  }
  return Object.defineProperties({}, own);
}

module.exports = { fileSystem };
