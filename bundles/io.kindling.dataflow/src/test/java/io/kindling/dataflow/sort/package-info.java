/** Tests of sorting. */
package io.kindling.dataflow.sort;
