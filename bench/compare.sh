#!/usr/bin/env bash
# compare.sh [WORKLOAD...] : workloads on Kindling and on its peers, the engines taking turns, and the ratios of the medians as a Markdown table.
# MODE (c2x1), ROUNDS (5): how often each engine has its turn. RUNS (2): warm runs a turn. ENGINES: others than all that have the workload. Further settings: run.sh. The lines of every turn go to $OUT (a new file).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mode=${MODE:-c2x1}
export RUNS=${RUNS:-2}
out=${OUT:-$(mktemp "${TMPDIR:-/tmp}/compare-XXXXXX.txt")}
[ $# -gt 0 ] || set -- w1 w2 w3 w4 s1 s2 s3
engines() {
    [ -z "${ENGINES:-}" ] || { echo "$ENGINES"; return; }
    case $1 in
        w1 | w1s | w3 | w4) echo kindling spark-rdd spark-sql limit ;;
        w2) echo kindling spark-rdd limit ;;
        *) echo kindling spark-rdd ;;
    esac
}
for round in $(seq "${ROUNDS:-5}"); do
    for workload in "$@"; do
        for engine in $(engines "$workload"); do
            turn=$mode
            [ "$engine" = limit ] && turn=local
            "$here/run.sh" "$workload" "$engine" "$turn" 2>/dev/null | grep "^$workload $engine" >>"$out" \
                || echo "$workload $engine $turn FAILED in round $round" | tee -a "$out" >&2
        done
    done
done
echo "date $(date -u +%F), $(nproc) cores, mode $mode, ${ROUNDS:-5} rounds, $RUNS warm runs a turn, load $(cut -d' ' -f1 /proc/loadavg) at the end; every turn: $out"
awk -f "$here/compare.awk" "$out"
