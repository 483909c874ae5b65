/** A bundle that opens class spaces as an executor does. */
package io.kindling.itests.cycles.space;
