/** Compression of blocks in memory and of files: what shuffles, spills, kept blocks, broadcasts, checkpoints and file formats use. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.compression;
