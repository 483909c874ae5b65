package io.kindling.scheduler.api;

import io.kindling.common.ExecutorId;
import io.kindling.common.StageId;

/**
 * Why a job failed: everything that the error of a job names.
 *
 * @param cause     what happened, in one or more sentences
 * @param detail    the trace or the log's tail, or null
 * @param stage     where, or null
 * @param stageName its name, or null
 * @param partition which, or -1
 * @param attempt   which, or -1
 * @param executor  where it ran last, or null
 * @param host      where that was, or null
 * @param hint      the setting that would help, or what else to do
 * @param cancelled whether somebody cancelled it
 */
public record JobFailure(String cause, String detail, StageId stage, String stageName, int partition, int attempt,
                         ExecutorId executor, String host, String hint, boolean cancelled) {
}
