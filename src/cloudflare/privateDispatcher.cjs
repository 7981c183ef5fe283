/**
 * Stands in for undici's lib/global.js in the bundle. The original installs a dispatcher for the whole
 * process as it loads, through which other extensions' `fetch` would then run. Here nothing is installed,
 * and a request that names no dispatcher of ours fails.
 */
function refuse() {
  throw new Error('This bundle has no global dispatcher: pass one.');
}

module.exports = { setGlobalDispatcher: refuse, getGlobalDispatcher: refuse, installedExports: [] };
