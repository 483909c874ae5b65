package io.kindling.api.spi;

/** Keys of local properties that mean something to the driver. Others are the application's own; all travel with the job's tasks. */
public final class JobProperties {

    /** The group that jobs of the thread belong to. */
    public static final String GROUP = "kindling.jobGroup.id";
    /** What users are told of the thread's jobs. */
    public static final String DESCRIPTION = "kindling.job.description";
    /** Tags, separated by commas. */
    public static final String TAGS = "kindling.job.tags";
    /** Whether tasks are interrupted on cancel; kept, though tasks always are. */
    public static final String INTERRUPT = "kindling.job.interruptOnCancel";
    /** What jobs and data sets of the thread are named by in place of the line that made them. */
    public static final String CALL_SITE = "callSite.short";

    /** The session that a job belongs to; jobs of the application's own context have none. The driver sets it, whatever the thread says. */
    public static final String SESSION = "kindling.session.id";

    /** The names of added files that Python programs are to find, a line each. The driver sets it, whatever the thread says. */
    public static final String PYTHON_FILES = "kindling.python.files";

    private JobProperties() {
    }
}
