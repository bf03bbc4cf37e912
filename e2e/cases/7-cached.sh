# A cluster like the first one, made while its mirror and registry are watched: everything is in the cache.

before=$(asked)
begun=$SECONDS
check "up makes the cluster of three nodes again" omk demo up -f "$work/demo.yaml" --workers 2
echo "     create.first $create_first s, create.cached $((SECONDS - begun)) s"
phase "up, three nodes, from the cache"
check "neither the mirror nor the registry was asked for anything" same "$(asked)" "$before"
check "three nodes are Ready" nodes_are_ready demo 3
check "every pod is Ready" within 60 pods_are_ready demo
check "down removes it" omk demo down
