/** The control records between driver and executors, and the one codec that encodes control messages. */
package io.kindling.protocol;
