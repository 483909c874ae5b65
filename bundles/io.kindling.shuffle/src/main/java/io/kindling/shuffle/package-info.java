/** Map outputs: written, spilled, checksummed, served and fetched. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.shuffle;
