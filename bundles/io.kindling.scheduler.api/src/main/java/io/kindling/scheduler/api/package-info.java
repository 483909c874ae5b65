/** The task scheduler's contract: events in, commands out; policies and constraints that plug in. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package io.kindling.scheduler.api;
