/**
 * What every layer shares: identifiers, time, agents, state machines.
 *
 * <p>Identifiers are records that write out {@code equals} and {@code hashCode}: what the compiler gives a record is put together by the JVM from method
 * handles when it is first called, in a start of a process dozens of milliseconds, and is slow until the optimising compiler has seen it.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.common;
