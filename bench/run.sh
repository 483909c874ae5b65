#!/usr/bin/env bash
# run.sh WORKLOAD ENGINE MODE : one workload on one engine, one result line:
#   workload engine mode seconds checksum peakRSS notes; seconds is the median of the warm runs, warmCpu the CPU seconds of all processes of one.
#   WORKLOAD  w1 w1s (word count of 500 or 50 MB) w1x4 (four times the input: word count of 2 GB) w2 (sort, 5 M records of 100 bytes)
#             w3 (sum by key, 20 M pairs) w3x4 w3x16 (4 and 16 times the pairs) w4 (join, 2 M x 2 M)
#             s1 (10,000 empty tasks) s2 (500 small jobs) s3 (launch to first result)
#   ENGINE    kindling; others are passed on to the peers' harness, $BENCH_PEERS/run.sh: spark-rdd, spark-sql, limit (plain Java)
#   MODE      local (local[2]) | c2x1 (2 workers x 1 core, 2 GB each) | c1x2 (1 worker x 2 cores, 4 GB)
# BENCH_DATA: the folder with the peers' input, w1.txt w1s.txt w2.bin. RUNS (3): warm runs. EXECUTOR_MEMORY: another size for the executors.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
peers=${BENCH_PEERS:-$here/../../shared/bench}
[ $# -eq 3 ] || { sed -n '2,10p' "$0"; exit 2; }
[ "$2" = kindling ] || exec "$peers/run.sh" "$@"
case $3 in
    local) master="local[2]"; shape=""; memory=(--driver-memory 4g) ;;
    c2x1) master="local-cluster[2,1,3072]"; shape="2 1 3g"; memory=(--executor-memory "${EXECUTOR_MEMORY:-2g}") ;;
    c1x2) master="local-cluster[1,2,6144]"; shape="1 2 6g"; memory=(--executor-memory "${EXECUTOR_MEMORY:-4g}") ;;
    *) echo "no mode $3" >&2; exit 2 ;;
esac
"$here/../kindling" prepare # before anything is timed: as an installation is used again
jar="$here/kindling-bench/target/kindling-bench.jar"
if [ "$1" = s3 ] && [ -n "$shape" ]; then # the peers' cluster is up before they are launched, and so is ours
    master=kindling://127.0.0.1:17177
    # shellcheck disable=SC2086
    "$here/cluster.sh" start $shape 17177
    trap '"$here/cluster.sh" stop' EXIT
fi
"$here/../kindling" submit --master "$master" "${memory[@]}" \
    --conf "kindling.app.data=${BENCH_DATA:-$HOME/.cache/kindling-bench/data}" --conf "kindling.app.runs=${RUNS:-3}" \
    --conf "kindling.app.t0=$(date +%s%3N)" "$jar" "$1" "$3"
