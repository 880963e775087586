#!/bin/sh
# Times our estimators and the peers on the same cohorts, one after the other, and writes CSV lines:
# subject,method,rows,seconds of processor time,value[,allocated bytes per row].
# Needs R with the packages survival and cmprsk, and a Python with statsmodels and pandas; installs nothing.
# usage: outcome.sh [PYTHON] [ROWS...]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
osteon=$here/../../osteon
python=${1:-python3}
[ $# -gt 0 ] && shift
command -v Rscript >/dev/null || { echo "needs R: apt-get install r-base-core r-cran-survival r-cran-cmprsk" >&2; exit 2; }
"$python" -c 'import statsmodels' 2>/dev/null || { echo "needs statsmodels: pip install statsmodels" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- 100000 1000000
for rows in "$@"; do
    file=$folder/$rows.csv
    "$osteon" bench OutcomeBench write "$file" "$rows" days
    echo "load,$rows,$(cut -d' ' -f1-3 /proc/loadavg)"
    "$osteon" bench --jvm -Xmx3g OutcomeBench run "$file" | grep , | sed 's/^/osteon,/'
    Rscript "$here/outcome.R" "$file" 10000 | sed 's/^/R,/'
    "$python" "$here/outcome_statsmodels.py" "$file" | sed 's/^/statsmodels,/'
done
