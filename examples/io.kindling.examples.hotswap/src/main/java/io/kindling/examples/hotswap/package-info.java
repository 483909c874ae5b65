/** Shows that an application does not notice when the bundles of its cluster manager are replaced. */
package io.kindling.examples.hotswap;
