/** Tests of copied classes. */
package io.kindling.dataflow.code;
