package io.kindling.protocol.stage;

import java.util.List;

/**
 * The files, or parts of them, that one task reads.
 *
 * @param recordLength in bytes, for {@link FileFormat#RECORDS}; 0 otherwise
 * @param splits       in their order
 */
public record FileBatch(int recordLength, List<TextSplit> splits) {

    public FileBatch {
        splits = List.copyOf(splits);
    }
}
