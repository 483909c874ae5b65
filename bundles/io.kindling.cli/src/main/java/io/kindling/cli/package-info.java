/** The commands of the kindling launcher, as services. */
package io.kindling.cli;
