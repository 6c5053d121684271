# shellcheck shell=bash
# Dashboards: valid JSON, complete enough for Grafana to import, and every metric in them is one the collector has.

check_dashboards() {
  local file name metric known
  known=$(known_metrics)
  for file in "$CHART"/dashboards/*.json; do
    name=$(basename "$file")
    if ! jq --exit-status . "$file" >/dev/null 2>"$WORK/error"; then
      failed "$name is JSON" <"$WORK/error"
      continue
    fi
    passed
    expect_nothing "$name: title, uid and schema version" "$(jq --raw-output 'select((.title and .uid and .schemaVersion) | not) | "missing"' "$file")"
    expect_nothing "$name: panels have ids of their own, titles and descriptions" "$(jq --raw-output '
      ([.panels[].id] | group_by(.)[] | select(length > 1) | "id \(.[0]) is used \(length) times"),
      (.panels[] | select(.type != "row") | select((.title and .description) | not) | "panel \(.id)")' "$file")"
    expect_nothing "$name: panels lie side by side on 24 columns" "$(jq --raw-output '
      [.panels[].gridPos] as $all | range($all | length) as $i | $all[$i] as $a
      | (select($a.x + $a.w > 24) | "panel \($i) is too wide"),
        (range($i) as $j | $all[$j] as $b
        | select($a.x < $b.x + $b.w and $b.x < $a.x + $a.w and $a.y < $b.y + $b.h and $b.y < $a.y + $a.h) | "panels \($j) and \($i) overlap")' "$file")"
    expect_nothing "$name: every target uses the chosen data source" "$(jq --raw-output '
      .panels[] | select(.targets) | select(.datasource.uid != "${datasource}") | .title' "$file")"
    expect_nothing "$name: queries use metrics" "$([ -n "$(used_metrics "$file")" ] || echo none)"
    for metric in $(used_metrics "$file"); do
      expect_nothing "$name: $metric is a metric of the collector" "$(grep --quiet --line-regexp --fixed-strings "$metric" <<<"$known" || echo "no source names it")"
    done
  done
}

# known_metrics: names in the collector's sources, with the suffixes Prometheus' client adds to counters and histograms
known_metrics() {
  { grep --recursive --only-matching --no-filename --extended-regexp '"memory_system_[a-z0-9_]+"' --include '*.java' "$REPOSITORY"/collector/*/src/main || true; } |
    tr -d '"' | sort --unique | while read -r name; do
      printf '%s\n' "$name" "${name%_total}_total" "${name}_bucket" "${name}_sum" "${name}_count"
    done
}

# used_metrics FILE: every metric is written with a selector in braces, so that it can be told from labels and functions
used_metrics() {
  jq --raw-output '[.. | objects | .expr?, .query?] | .[] | strings' "$1" | grep --only-matching --extended-regexp '[a-z_:][a-z0-9_:]*\{' | tr -d '{' | sort --unique
}
