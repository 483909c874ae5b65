/** Files as records: lines of text, whole files, records of one length, records of data sets. */
package io.kindling.dataflow.source;
