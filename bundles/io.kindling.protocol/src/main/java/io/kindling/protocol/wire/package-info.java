/** The one codec of control messages: numbered types, numbered fields by position, chronicle-wire's binary encoding. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.protocol.wire;
