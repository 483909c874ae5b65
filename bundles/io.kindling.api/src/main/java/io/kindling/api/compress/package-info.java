/** The compressions of output files, by the names that Hadoop's users know. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.api.compress;
