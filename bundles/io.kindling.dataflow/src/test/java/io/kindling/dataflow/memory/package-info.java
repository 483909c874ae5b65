/** Tests of this package. */
package io.kindling.dataflow.memory;
