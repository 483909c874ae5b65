/** Keeps cached partitions on the heap under a budget. */
package io.kindling.storage.memory;
