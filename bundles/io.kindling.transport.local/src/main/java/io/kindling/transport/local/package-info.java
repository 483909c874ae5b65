/**
 * Connections inside one JVM: frames are handed over as they are, through a queue at each end that one thread of a
 * small pool at a time empties. A payload is not copied, so nobody may change one after it was sent.
 */
package io.kindling.transport.local;
