/** What becomes of the values of each key: in an open-addressing map, in runs sorted by hash when memory ends. */
package io.kindling.dataflow.aggregate;
