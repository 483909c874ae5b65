package io.kindling.executor.task;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.KindlingException;
import io.kindling.api.Optional;
import io.kindling.api.TaskCompletionListener;
import io.kindling.api.TaskContext;
import io.kindling.api.TaskFailureListener;
import io.kindling.api.TaskKilledException;
import io.kindling.api.TaskMetrics;
import io.kindling.api.spi.BroadcastBackend;
import io.kindling.api.spi.RunningTask;
import io.kindling.deploy.ClassSpace;
import io.kindling.protocol.message.LaunchTasks.TaskDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One attempt as its functions see it. What few attempts need, listeners and accumulators, is made when it is needed. */
final class AttemptContext extends TaskContext implements RunningTask {

    private final LoadedStage stage;
    private final int stageAttempt;
    private final TaskDescription task;
    private final Workplace workplace;
    private final Supplier<String> killed;
    private final TaskMetrics metrics;
    private List<TaskCompletionListener> onCompletion;
    private List<TaskFailureListener> onFailure;
    private GatheredUpdates updates;
    private Throwable failure;
    private boolean completed;

    /** @param killed why the attempt has been killed, null as long as it has not been */
    AttemptContext(final LoadedStage stage, final int stageAttempt, final TaskDescription task, final Workplace workplace,
                   final Supplier<String> killed, final TaskMetrics metrics) {
        this.stage = stage;
        this.stageAttempt = stageAttempt;
        this.task = task;
        this.workplace = workplace;
        this.killed = killed;
        this.metrics = metrics;
    }

    /** What has been gathered; null if nothing. */
    byte[] updates(final ClassSpace space, final int room) throws UpdatesException {
        final GatheredUpdates gathered;
        synchronized (this) {
            gathered = updates;
        }
        return gathered == null ? null : gathered.encode(space, room);
    }

    /** The attempt has done its work: calls the listeners; throws what the first of them threw, after all of them. */
    void succeed() {
        final Throwable error = complete();
        if (error != null) {
            tellFailure(error);
            throw new KindlingException("A listener of the task's end failed: " + FailureText.summary(error), error);
        }
    }

    /** The attempt has failed: calls the listeners; what they throw is added to the error. */
    void fail(final Throwable error) {
        add(tellFailure(error), error);
        add(complete(), error);
    }

    private static void add(final Throwable more, final Throwable error) {
        if (more != null && more != error) {
            error.addSuppressed(more);
        }
    }

    private Throwable tellFailure(final Throwable error) {
        final List<TaskFailureListener> listeners;
        synchronized (this) {
            failure = error;
            listeners = onFailure;
            onFailure = null;
        }
        Throwable first = null;
        for (int i = listeners == null ? -1 : listeners.size() - 1; i >= 0; i--) {
            try {
                listeners.get(i).onTaskFailure(this, error);
            } catch (final Throwable e) {
                first = first == null ? e : first;
            }
        }
        return first;
    }

    private Throwable complete() {
        final List<TaskCompletionListener> listeners;
        synchronized (this) {
            completed = true;
            listeners = onCompletion;
            onCompletion = null;
        }
        Throwable first = null;
        for (int i = listeners == null ? -1 : listeners.size() - 1; i >= 0; i--) {
            try {
                listeners.get(i).onTaskCompletion(this);
            } catch (final Throwable e) {
                first = first == null ? e : first;
            }
        }
        return first;
    }

    @Override
    public TaskContext addTaskCompletionListener(final TaskCompletionListener listener) {
        synchronized (this) {
            if (!completed) {
                onCompletion = onCompletion == null ? new ArrayList<>() : onCompletion;
                onCompletion.add(listener);
                return this;
            }
        }
        listener.onTaskCompletion(this);
        return this;
    }

    @Override
    public TaskContext addTaskFailureListener(final TaskFailureListener listener) {
        final Throwable error;
        synchronized (this) {
            error = failure;
            if (error == null) {
                onFailure = onFailure == null ? new ArrayList<>() : onFailure;
                onFailure.add(listener);
                return this;
            }
        }
        listener.onTaskFailure(this, error);
        return this;
    }

    @Override
    public synchronized boolean isCompleted() {
        return completed;
    }

    @Override
    public synchronized boolean isFailed() {
        return failure != null;
    }

    @Override
    public boolean isInterrupted() {
        return killed.get() != null;
    }

    @Override
    public int stageId() {
        return stage.number();
    }

    @Override
    public int stageAttemptNumber() {
        return stageAttempt;
    }

    @Override
    public int partitionId() {
        return task.partition();
    }

    @Override
    public int numPartitions() {
        return stage.partitions();
    }

    @Override
    public int attemptNumber() {
        return task.attempt();
    }

    @Override
    public long taskAttemptId() {
        return task.id();
    }

    @Override
    public int cpus() {
        return stage.cpus();
    }

    @Override
    public String getLocalProperty(final String key) {
        return stage.properties().get(key);
    }

    @Override
    public Optional<String> getKillReason() {
        return Optional.ofNullable(killed.get());
    }

    @Override
    public void killTaskIfInterrupted() {
        final String reason = killed.get();
        if (reason != null) {
            throw new TaskKilledException(reason);
        }
    }

    @Override
    public TaskMetrics taskMetrics() {
        return metrics;
    }

    @Override
    public TaskContext context() {
        return this;
    }

    @Override
    public void accumulates(final AccumulatorV2<?, ?> accumulator) {
        final GatheredUpdates gathered;
        synchronized (this) {
            updates = updates == null ? new GatheredUpdates() : updates;
            gathered = updates;
        }
        gathered.add(accumulator);
    }

    @Override
    public <T> BroadcastBackend<T> broadcast(final long id, final String content) {
        return workplace.shared().broadcast(id, content);
    }

    @Override
    public Path file(final String name) {
        return workplace.shared().file(stage.session(), name);
    }

    @Override
    public Path filesDirectory() {
        return workplace.shared().filesDirectory(stage.session());
    }

    @Override
    public String toString() {
        return "TaskContext[stage " + stageId() + ", partition " + partitionId() + ", attempt " + attemptNumber() + "]";
    }
}
