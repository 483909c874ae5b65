package io.kindling.api.spi;

import io.kindling.api.DoubleRdd;
import io.kindling.api.PairRdd;
import io.kindling.api.PortableDataStream;
import io.kindling.api.Rdd;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Where a context's data sets begin besides collections and lines of text. Thread-safe. */
@ProviderType
public interface DataInputs {

    <T> Rdd<T> emptyRdd();

    DoubleRdd parallelizeDoubles(List<Double> values, int partitions);

    <T> Rdd<T> union(List<Rdd<T>> rdds);

    <K, V> PairRdd<K, V> unionPairs(List<PairRdd<K, V>> rdds);

    DoubleRdd unionDoubles(List<DoubleRdd> rdds);

    PairRdd<String, String> wholeTextFiles(String path, int minPartitions);

    PairRdd<String, PortableDataStream> binaryFiles(String path, int minPartitions);

    Rdd<byte[]> binaryRecords(String path, int recordLength);

    <T> Rdd<T> objectFile(String path, int minPartitions);

    /** See {@link io.kindling.api.KindlingContext#checkpointFile}. */
    <T> Rdd<T> checkpointFile(String path);
}
