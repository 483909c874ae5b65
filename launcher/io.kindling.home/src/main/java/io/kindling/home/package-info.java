/**
 * Lays out a runtime home, the tree that the distribution and the embedded jar share, and the features for containers,
 * while Kindling is built.
 */
package io.kindling.home;
