# Result lines of run.sh to a Markdown table: medians of each engine's turns, and what Kindling is of the others.
function median(values, n,    i, j, t) {
    for (i = 2; i <= n; i++) for (j = i; j > 1 && values[j] < values[j - 1]; j--) { t = values[j]; values[j] = values[j - 1]; values[j - 1] = t }
    return n ? values[int((n + 1) / 2)] : ""
}
function of(name, key,    n, i, list) {
    n = count[name, key]
    for (i = 1; i <= n; i++) list[i] = all[name, key, i]
    return median(list, n)
}
function note(name, key, value) { all[name, key, ++count[name, key]] = value + 0 }
function ratio(ours, theirs) { return ours != "" && theirs > 0 ? sprintf("%.2f", ours / theirs) : "–" }
$4 == "FAILED" { failed[$1 " " $2]++; next }
{
    name = $1 " " $2
    if (!(name in seen)) { seen[name] = 1; names[++total] = name; workload[name] = $1; engine[name] = $2 }
    if (checksum[$1] == "") checksum[$1] = $5
    if (checksum[$1] != $5) { print "CHECKSUM of " name " is " $5 ", not " checksum[$1]; wrong = 1 }
    note(name, "wall", $4)
    note(name, "peak", $6)
    for (i = 7; i <= NF; i++) {
        split($i, pair, "=")
        if (pair[1] == "warmCpu") note(name, "cpu", pair[2])
        if (pair[1] == "cpuMsPerJob") note(name, "cpu", pair[2] / 1000)
        if (pair[1] == "p50ms" || pair[1] == "p99ms") note(name, pair[1], pair[2])
    }
}
END {
    print "| workload | engine | wall s | CPU s | peak MB | Kindling of it: wall | CPU | memory |"
    print "|---|---|---|---|---|---|---|---|"
    for (n = 1; n <= total; n++) {
        name = names[n]; ours = workload[name] " kindling"
        wall = of(name, "wall"); cpu = of(name, "cpu"); peak = of(name, "peak")
        more = of(name, "p50ms") != "" ? sprintf(" (p50 %.1f ms, p99 %.1f ms)", of(name, "p50ms"), of(name, "p99ms")) : ""
        printf "| %s | %s | %.2f%s | %s | %s |", workload[name], engine[name], wall, more, cpu == "" ? "–" : cpu, peak ? peak : "–"
        if (engine[name] == "kindling") print " | | |"
        else print " " ratio(of(ours, "wall"), wall) " | " ratio(of(ours, "cpu"), cpu) " | " ratio(of(ours, "peak"), peak) " |"
    }
    for (name in failed) { print name ": " failed[name] " turns failed"; wrong = 1 }
    exit wrong
}
