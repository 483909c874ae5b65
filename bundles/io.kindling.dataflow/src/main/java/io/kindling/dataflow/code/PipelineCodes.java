package io.kindling.dataflow.code;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pipelines that ran lately. A pipeline that is built anew, by the next job of a loop, finds its warm code again.
 * Holds no class of an application. Thread-safe.
 */
public final class PipelineCodes {

    private static final int MOST = 128;

    private final TemplateClasses templates = new TemplateClasses();
    private final Map<Long, PipelineCode> codes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, PipelineCode> eldest) {
            return size() > MOST;
        }
    };

    /** The code of a pipeline. */
    public synchronized PipelineCode of(final PipelineKey key) {
        return codes.computeIfAbsent(key.value(), unused -> new PipelineCode(templates));
    }
}
