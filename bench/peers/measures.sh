#!/bin/sh
# Times our mixed model for repeated measures and R's nlme on the same trials, one after the other, and writes CSV lines:
# subject,method,rows,seconds of processor time,[allocated bytes per row,]value.
# usage: measures.sh [PEOPLE...]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
osteon=$here/../../osteon
command -v Rscript >/dev/null || { echo "needs R: apt-get install r-base-core r-cran-nlme" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- 200 1000 5000
for people in "$@"; do
    file=$folder/$people.csv
    "$osteon" bench MeasuresBench write "$file" "$people"
    echo "load,$people,$(cut -d' ' -f1-3 /proc/loadavg)"
    "$osteon" bench --jvm -Xmx3g MeasuresBench run "$file" | grep , | sed 's/^/osteon,/'
    Rscript "$here/measures.R" "$file" | sed 's/^/R,/'
done
