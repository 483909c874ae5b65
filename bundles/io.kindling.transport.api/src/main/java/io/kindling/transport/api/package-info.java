/** Authenticated connections that carry frames: the contract of every transport. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.transport.api;
