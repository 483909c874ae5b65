/** Copies of the classes of a push loop, one set for each pipeline, so that the JIT learns each pipeline's types apart. */
package io.kindling.dataflow.code;
