#!/usr/bin/env bash
# operations.sh [OPERATION...] : forty-three ordinary operations (io.kindling.bench.operations), the same program on Kindling and on Spark's RDDs, and the
# ratios as a Markdown table. Each engine runs in one JVM of 4 GB with two threads (local[2]), so that CPU seconds are the process's own.
# ENGINES ("kindling spark-rdd"), ROUNDS (1): how often each has its turn. OUT: where the lines go. BENCH_PEERS, BENCH_DATA: see run.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
peers=${BENCH_PEERS:-$here/../../shared/bench}
text=${BENCH_DATA:-$HOME/.cache/kindling-bench/data}/w1s.txt
out=${OUT:-$(mktemp "${TMPDIR:-/tmp}/operations-XXXXXX.txt")}
work=$(mktemp -d "${TMPDIR:-/tmp}/operations-XXXXXX")
trap 'rm -rf "$work"' EXIT
[ -f "$peers/env.sh" ] || { echo "Spark is left out: no env.sh in $peers, see BENCH_PEERS" >&2; ENGINES=kindling; }

# Spark's form of the program: its own names for the same types (docs/migrating-from-spark.md).
spark_jar() {
    mkdir "$work/src" "$work/classes"
    for file in "$here"/kindling-bench/src/main/java/io/kindling/bench/operations/*.java; do
        sed -E -e 's/io\.kindling\.api\.(Tuple[234])/scala.\1/' -e 's/io\.kindling\.api\.Broadcast/org.apache.spark.broadcast.Broadcast/' \
            -e 's/io\.kindling\.api\.HashPartitioner/org.apache.spark.HashPartitioner/' -e 's/io\.kindling\.api\.KindlingConf/org.apache.spark.SparkConf/' -e 's/io\.kindling\.api\.KindlingContext/org.apache.spark.api.java.JavaSparkContext/' \
            -e 's/io\.kindling\.api\.(Pair|)Rdd/org.apache.spark.api.java.Java\1RDD/' -e 's/io\.kindling\.api\.StorageLevels/org.apache.spark.api.java.StorageLevels/' \
            -e 's/\b(Pair|)Rdd</Java\1RDD</g' -e 's/KindlingContext/JavaSparkContext/g' -e 's/KindlingConf/SparkConf/g' \
            -e 's/io\.kindling\.api\.compress/org.apache.hadoop.io.compress/' "$file" > "$work/src/$(basename "$file")"
    done
    javac -nowarn -d "$work/classes" -cp "$SPARK_HOME/jars/*" "$work"/src/*.java
    jar cf "$work/operations.jar" -C "$work/classes" .
}

spark() {
    (
        set +u
        # shellcheck disable=SC1091
        . "$peers/env.sh"
        setup
        [ -f "$work/operations.jar" ] || spark_jar
        # shellcheck disable=SC2086
        java $OPENS -Xmx4g -Dspark.master='local[2]' -Dspark.serializer=org.apache.spark.serializer.KryoSerializer -Dspark.local.dir="$work/local" \
            -Dspark.driver.host=127.0.0.1 -Dspark.driver.bindAddress=127.0.0.1 -cp "$work/operations.jar:$CP" io.kindling.bench.operations.Operations spark-rdd "$text" "$@"
    )
}

for _ in $(seq "${ROUNDS:-1}"); do
    for engine in ${ENGINES:-kindling spark-rdd}; do
        if [ "$engine" = kindling ]; then
            "$here/../kindling" submit --master 'local[2]' --driver-memory 4g --class io.kindling.bench.operations.Operations \
                "$here/kindling-bench/target/kindling-bench.jar" kindling "$text" "$@"
        else
            spark "$@"
        fi 2> "$work/errors" | grep --line-buffered " $engine local " >> "$out" || { tail -5 "$work/errors" >&2; exit 1; }
    done
done
echo "date $(date -u +%F), $(nproc) cores, local[2], ${ROUNDS:-1} rounds, load $(cut -d' ' -f1 /proc/loadavg) at the end; every turn: $out"
awk -f "$here/compare.awk" "$out"
