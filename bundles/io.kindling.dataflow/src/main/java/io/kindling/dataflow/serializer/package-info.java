/** Which serialiser an application's records go through: chosen by its configuration, its own Kryo among them. */
package io.kindling.dataflow.serializer;
