/** Sorting pairs by key, in memory and in runs. */
package io.kindling.dataflow.sort;
