# ohmykube: kubelet-since
# Prints when the kubelet was started, in seconds since 1970; 0 where it does not run.
since=$(systemctl show --property=ActiveEnterTimestamp --value kubelet)
if [ -n "$since" ]; then date --date="$since" +%s; else echo 0; fi
