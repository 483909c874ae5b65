/** The rules of the house as tests, over the bundles that were built and their sources; and tests of the rules. */
package io.kindling.architecture;
