/** A stage as data: numbered operators with opaque function blobs, tagged with their language. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.protocol.stage;
