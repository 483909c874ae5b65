/** The algorithms on blocks in memory. */
package io.kindling.compression.block;
