package io.kindling.api.spi;

import io.kindling.api.KindlingConf;
import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.RemoteOperation;
import io.kindling.api.Tuple2;
import io.kindling.api.admin.ClusterStatus;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The driver behind one context. Thread-safe; see {@link io.kindling.api.KindlingContext} for what each method means. */
@ProviderType
public interface ContextBackend extends SharedVariables, JobControl, StorageControl, DataInputs, AutoCloseable {

    String applicationId();

    /** See {@link io.kindling.api.KindlingContext#startTime}. */
    long startTime();

    /** See {@link io.kindling.api.KindlingContext#version}. */
    String version();

    /** See {@link io.kindling.api.KindlingContext#sessionId}. */
    int sessionId();

    /** See {@link io.kindling.api.KindlingContext#newSession}. */
    ContextBackend newSession();

    KindlingConf conf();

    int defaultParallelism();

    <T> Rdd<T> parallelize(List<T> values, int partitions);

    /** See {@link io.kindling.api.KindlingContext#makeRDD}. */
    <T> Rdd<T> parallelizeAt(List<T> values, List<List<String>> hosts);

    <K, V> PairRdd<K, V> parallelizePairs(List<Tuple2<K, V>> pairs, int partitions);

    Rdd<Long> range(long start, long end, long step, int partitions);

    Rdd<String> textFile(String path, int minPartitions);

    ClusterStatus cluster();

    void moveTo(String masterUrl);

    void requestTotalExecutors(int total);

    void killExecutor(int executor);

    void setLogLevel(String level);

    void addJar(String path);

    void removeJar(String name);

    void updateJar(String path);

    void addBundle(String symbolicName);

    Path serve(String name, RemoteOperation operation);

    /** See {@link io.kindling.api.KindlingContext#onClose}. */
    void onClose(Runnable hook);

    @Override
    void close();
}
