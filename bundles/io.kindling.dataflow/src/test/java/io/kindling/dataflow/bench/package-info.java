/** Benchmarks by hand. */
package io.kindling.dataflow.bench;
