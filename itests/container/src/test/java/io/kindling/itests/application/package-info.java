/** An application that keeps its contexts open: becomes bundles of its own in the container. */
package io.kindling.itests.application;
