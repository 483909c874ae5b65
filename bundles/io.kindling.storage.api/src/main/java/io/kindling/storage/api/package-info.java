/** Blocks, storage levels and the stores that keep them. */
package io.kindling.storage.api;
