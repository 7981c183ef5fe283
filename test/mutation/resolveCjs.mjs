import Module from 'node:module';

/**
 * Stryker's runner for mocha asks for mocha's parts without their ending, which is `.cjs` since mocha 12.0.3: with
 * this, `require` finds them.
 */
Module._extensions['.cjs'] ??= Module._extensions['.js'];

/** Stryker loads this file as a plugin; it brings none. */
export const strykerPlugins = [];
