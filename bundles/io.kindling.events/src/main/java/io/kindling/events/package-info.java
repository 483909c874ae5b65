/** Remembers what has happened to the applications of this JVM, up to a bound. */
package io.kindling.events;
