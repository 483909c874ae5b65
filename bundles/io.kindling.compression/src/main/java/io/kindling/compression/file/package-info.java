/** Compressed files as streams. */
package io.kindling.compression.file;
