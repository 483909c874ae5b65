/** Map outputs between executors: serving and asking. */
package io.kindling.executor.data;
