/** Serves the operations of an application to clients that have its ticket, and connects such clients. */
package io.kindling.calls;
