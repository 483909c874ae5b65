/**
 * Ordinary operations on ordinary data, as programs of Spark's RDD API are made of them. Nothing here but imports and names of types is
 * Kindling's: {@code bench/operations.sh} changes them, and runs the rest on Spark.
 */
package io.kindling.bench.operations;
