# Killing ohmykube at random moments, and what must hold afterwards. Sourced by e2e/run.
#
# SEED  repeats the moments of an earlier run: the suite prints it

seed=${SEED:-$(date +%s)}
RANDOM=$seed
kills=0 slowest=0

# begun_at CLUSTER LINE: seconds since the epoch of the first step begun after that line of the event log
begun_at() {
  tail -n "+$(($2 + 1))" "$OHMYKUBE_HOME/clusters/$1/events.jsonl" 2> /dev/null |
    jq -rn 'first(inputs | select(.kind == "STARTED") | .time) // empty' 2> /dev/null | xargs -r -I{} date -d {} +%s.%N
}
begun_after() { [ "$(lines_of "$2")" -gt "$1" ]; }
lines_of() { wc -l 2> /dev/null < "$1" || echo 0; }

# killed CLUSTER SECONDS COMMAND...: starts the command and kills it, and it alone, so many seconds after its run has
# begun. Fails if it had ended by then. What it started on this host goes on, as it would after any kill.
killed() {
  local cluster=$1 after=$2 pid started lines begun; shift 2
  local events=$OHMYKUBE_HOME/clusters/$cluster/events.jsonl
  lines=$(lines_of "$events") started=$(date +%s.%N)
  "$repo/ohmykube" --name "$cluster" --yes "$@" > "$logs/$cluster-killed" 2>&1 &
  pid=$!
  within 60 begun_after "$lines" "$events"
  sleep "$after" # the moment of the kill is the point of it
  kill -KILL $pid 2> /dev/null || { wait $pid; echo "'$*' ended before it was killed:"; tail -n 5 "$logs/$cluster-killed"; return 1; }
  wait $pid 2> /dev/null
  kills=$((kills + 1))
  begun=$(begun_at "$cluster" "$lines")
  [ -z "$begun" ] || slowest=$(jq -n "[$slowest, $begun - $started] | max | . * 100 | round / 100")
}

# killed_often CLUSTER TIMES MOST COMMAND...: kills the command, then what resumes it, each after up to MOST seconds.
killed_often() {
  local cluster=$1 times=$2 most=$3; shift 3
  while [ "$times" -gt 0 ]; do
    killed "$cluster" $((RANDOM % (most + 1))) "$@" || return 1
    times=$((times - 1))
    set -- resume
  done
}

# machines_made CLUSTER: how often a container was made for a node of the cluster since $made_since, by node
machines_made() {
  podman events --stream=false --since "$made_since" --filter event=create --filter type=container --format '{{.Name}}' |
    grep "^$1-\(control-plane\|worker\)-[0-9]*$" | sort | uniq -c | awk '{ print $2 "=" $1 }' | xargs
}
