/** What every layer shares: identifiers, time, agents, state machines. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.common;
