/** Map outputs as files: their layout, their writing, and where they are. */
package io.kindling.shuffle.file;
