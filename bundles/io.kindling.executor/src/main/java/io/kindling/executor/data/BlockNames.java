package io.kindling.executor.data;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockId;

/**
 * How the partitions of an application are named in its executors' stores: objects of one version of its code are nothing to another.
 *
 * @param application its id
 */
public record BlockNames(String application) {

    private static final String CODE = "/code-";

    /** What the partitions of a version are kept under. */
    public String of(final int code) {
        return code == 0 ? application : application + CODE + code;
    }

    BlockId block(final int rdd, final int partition, final int code) {
        return new BlockId(of(code), new RddId(rdd), partition);
    }

    int code(final BlockId block) {
        return block.application().length() == application.length() ? 0
                : Integer.parseInt(block.application().substring(application.length() + CODE.length()));
    }
}
