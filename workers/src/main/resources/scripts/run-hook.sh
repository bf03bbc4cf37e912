# ohmykube: run-hook
# Runs a script of the user's and remembers that it ended well; one that was cut off runs again.
#   $1 its file    $2 the cluster    $3 the node    $4 control-plane or worker
hook=$1
export OHMYKUBE_CLUSTER="$2" OHMYKUBE_NODE="$3" OHMYKUBE_ROLE="$4"

cd /
"$hook" < /dev/null
# What a script holds is nobody's business once it has run.
: > "$hook.done"
rm -f -- "$hook"
