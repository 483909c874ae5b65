/** Blocks, storage levels and the stores that keep them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("2.1.0")
package io.kindling.storage.api;
