/** The commands that start an application, and what they print while it runs. */
package io.kindling.cli;
