/** Records as bytes: batches of one shape, so that no value carries its type. */
package io.kindling.dataflow.codec;
