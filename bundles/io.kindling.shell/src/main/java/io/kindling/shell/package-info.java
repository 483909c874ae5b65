/** The commands of the scope {@code kindling} in the shells of OSGi containers: what they take, do and print, and what completes them. */
package io.kindling.shell;
