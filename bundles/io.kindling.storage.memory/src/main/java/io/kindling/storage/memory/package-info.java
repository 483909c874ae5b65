/** Keeps cached partitions of an executor in its memory and its local files. */
package io.kindling.storage.memory;
