/** Sorted runs in files, and their merge. */
package io.kindling.dataflow.spill;
