/** Starts the runtime inside a program that has it on its class path. */
package io.kindling.embedded;
