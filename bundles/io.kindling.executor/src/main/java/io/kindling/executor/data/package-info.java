/** Map outputs and kept partitions between executors: serving, asking, copying. */
package io.kindling.executor.data;
