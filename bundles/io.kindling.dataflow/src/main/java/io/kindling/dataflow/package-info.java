/** Operators, record codecs, hash aggregation and sorting. */
package io.kindling.dataflow;
