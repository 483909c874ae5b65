/** Ships the code of an application, by content hash, and gives it class spaces on both sides. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.deploy;
