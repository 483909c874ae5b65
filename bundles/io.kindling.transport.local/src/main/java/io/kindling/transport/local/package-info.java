/** Connections inside one JVM. */
package io.kindling.transport.local;
