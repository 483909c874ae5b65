/** Random chains of operations on random data, each held against a plain single-threaded reference. */
package io.kindling.itests.chains;
