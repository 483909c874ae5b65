package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.DoubleRdd;
import io.kindling.api.PairRdd;
import io.kindling.api.PortableDataStream;
import io.kindling.api.Rdd;
import io.kindling.api.spi.DataInputs;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.FileBatch;
import io.kindling.protocol.stage.FileFormat;
import io.kindling.protocol.stage.Operator;
import java.util.List;

/** Where data sets begin besides collections and lines of text. Thread-safe. */
public final class Inputs implements DataInputs {

    private final DataSets data;
    private final ApplicationFiles files;

    Inputs(final DataSets data, final ApplicationFiles files) {
        this.data = data;
        this.files = files;
    }

    @Override
    public <T> Rdd<T> emptyRdd() {
        return new RddHandle<>(data, nothing("emptyRDD"));
    }

    @Override
    public DoubleRdd parallelizeDoubles(final List<Double> values, final int partitions) {
        return new DoubleRddHandle(data, data.collection("parallelizeDoubles", values, partitions));
    }

    @Override
    public <T> Rdd<T> union(final List<Rdd<T>> rdds) {
        return new RddHandle<>(data, united(rdds));
    }

    @Override
    public <K, V> PairRdd<K, V> unionPairs(final List<PairRdd<K, V>> rdds) {
        return new PairRddHandle<>(data, united(rdds));
    }

    @Override
    public DoubleRdd unionDoubles(final List<DoubleRdd> rdds) {
        return new DoubleRddHandle(data, united(rdds));
    }

    private RddNode united(final List<? extends Rdd<?>> rdds) {
        requireNonNull(rdds, "the data sets are null");
        if (rdds.isEmpty()) {
            return nothing("union");
        }
        return rdds.size() == 1 ? data.nodeOf(rdds.get(0))
                : data.lineage().union(CallSite.of("union"), rdds.stream().map(data::nodeOf).toList());
    }

    private RddNode nothing(final String operation) {
        return data.lineage().source(CallSite.of(operation), new Operator.CollectionSource(), List.of());
    }

    @Override
    public PairRdd<String, String> wholeTextFiles(final String path, final int minPartitions) {
        return new PairRddHandle<>(data, source("wholeTextFiles", FileFormat.WHOLE_TEXT, files.inputs().whole(given(path), minPartitions, true)));
    }

    @Override
    public PairRdd<String, PortableDataStream> binaryFiles(final String path, final int minPartitions) {
        return new PairRddHandle<>(data, source("binaryFiles", FileFormat.BINARY, files.inputs().whole(given(path), minPartitions, false)));
    }

    @Override
    public Rdd<byte[]> binaryRecords(final String path, final int recordLength) {
        return new RddHandle<>(data, source("binaryRecords", FileFormat.RECORDS, files.inputs().records(given(path), recordLength)));
    }

    @Override
    public <T> Rdd<T> objectFile(final String path, final int minPartitions) {
        return new RddHandle<>(data, source("objectFile", FileFormat.OBJECTS, files.inputs().each(given(path))));
    }

    @Override
    public <T> Rdd<T> checkpointFile(final String path) {
        return new RddHandle<>(data, source("checkpointFile", FileFormat.OBJECTS, data.checkpoints().written(given(path))));
    }

    private static String given(final String path) {
        return requireNonNull(path, "path is null");
    }

    private RddNode source(final String operation, final FileFormat format, final List<FileBatch> batches) {
        return data.lineage().source(CallSite.of(operation), new Operator.FileSource(format), batches.stream().map(data.shipping()::encode).toList());
    }
}
