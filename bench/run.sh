#!/usr/bin/env bash
# run.sh WORKLOAD MODE : one workload on Kindling, one result line.
#   WORKLOAD  w1 w1s (word count of 500 or 50 MB) w3 (sum by key, 20 M pairs) w4 (join, 2 M x 2 M) s1 (10,000 empty tasks) s2 (500 small jobs) s3 (launch to first result)
#   MODE      local (local[2]) | c2x1 (2 workers x 1 core, 2 GB each) | c1x2 (1 worker x 2 cores, 4 GB)
# BENCH_DATA: the folder with w1.txt and w1s.txt; RUNS (3): warm runs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { sed -n '2,5p' "$0"; exit 2; }
case $2 in
    local) master="local[2]"; memory=(--driver-memory 4g) ;;
    c2x1) master="local-cluster[2,1,3072]"; memory=(--executor-memory 2g) ;;
    c1x2) master="local-cluster[1,2,6144]"; memory=(--executor-memory 4g) ;;
    *) echo "no mode $2" >&2; exit 2 ;;
esac
exec "$here/../kindling" submit --master "$master" "${memory[@]}" \
    --conf "kindling.app.data=${BENCH_DATA:-$HOME/.cache/kindling-bench/data}" --conf "kindling.app.runs=${RUNS:-3}" \
    --conf "kindling.app.t0=$(date +%s%3N)" "$here/kindling-bench/target/kindling-bench.jar" "$1" "$2"
