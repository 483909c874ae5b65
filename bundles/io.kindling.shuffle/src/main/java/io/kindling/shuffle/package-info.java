/** Map outputs: written, spilled, checksummed, served and fetched. */
package io.kindling.shuffle;
