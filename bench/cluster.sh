#!/usr/bin/env bash
# cluster.sh start WORKERS CORES MEMORY PORT | stop : a master and workers of this machine, ready when it returns.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${BENCH_WORK:-${TMPDIR:-/tmp}/kindling-bench}
case ${1:-} in
start)
    mkdir -p "$work" && : >"$work/pids"
    "$here/../kindling" prepare # builds what is missing before anything is timed
    "$here/../kindling" master --port "$5" >"$work/master.log" 2>&1 & echo $! >>"$work/pids"
    for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$5") 2>/dev/null && break; sleep .1; done
    for i in $(seq "$2"); do
        "$here/../kindling" worker --cores "$3" --memory "$4" --work-dir "$work/worker-$i" "kindling://127.0.0.1:$5" >"$work/worker-$i.log" 2>&1 & echo $! >>"$work/pids"
    done
    for _ in $(seq 100); do
        [ "$(grep -c '^Kindling worker at' "$work"/worker-*.log | awk -F: '{ n += $NF > 0 } END { print n }')" -ge "$2" ] && exit 0
        sleep .1
    done
    echo "the workers have not joined; see $work" >&2
    "$0" stop
    exit 1 ;;
stop)
    xargs -r kill <"$work/pids" 2>/dev/null || true
    for _ in $(seq 50); do xargs -r kill -0 <"$work/pids" 2>/dev/null || break; sleep .1; done
    rm -rf "$work" ;;
*) sed -n 2p "$0" >&2; exit 2 ;;
esac
